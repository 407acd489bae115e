/**
 * Calls back in a task of its own, which comes as soon as the page has done what else waits. Timers
 * would be throttled in hidden tabs; they do where there is nothing else, as in jsdom.
 */
export function inNextTask(callback: () => void): void {
  if (typeof MessageChannel !== 'function') return void setTimeout(callback);
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    callback();
  };
  port2.postMessage(null);
}
