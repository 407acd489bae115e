// Storybook from the command line, without questions, update checks or telemetry.
import { spawn } from 'node:child_process';

const child = spawn('storybook', [...process.argv.slice(2), '--disable-telemetry'], {
  stdio: 'inherit',
  env: { ...process.env, STORYBOOK_DISABLE_TELEMETRY: '1' },
});
child.on('exit', (code) => process.exit(code ?? 1));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
