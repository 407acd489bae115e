/**
 * Calls back in a task of its own, which comes as soon as the page has done what else waits. Timers
 * would be throttled in hidden tabs.
 */
export function inNextTask(callback: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    callback();
  };
  port2.postMessage(null);
}
