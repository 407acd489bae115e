import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { obedient } from '../test/obedient-command.ts';
import { photo, runServer, temporaryFolder } from '../test/running-server.ts';

function run(...options: string[]) {
  const cli = path.join(import.meta.dirname, 'cli.ts');
  return runCommand([process.execPath, '--conditions=@tintype/source', cli, ...options]);
}

function runCommand([program = '', ...rest]: readonly string[], cwd?: string) {
  // Node 22 warns of its own SQLite.
  const env = { ...process.env, NODE_NO_WARNINGS: '1' };
  const child: ChildProcess = spawn(program, rest, { env, cwd });
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = { out: '', err: '' };
  child.stdout?.on('data', (data) => {
    output.out += data;
  });
  child.stderr?.on('data', (data) => {
    output.err += data;
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, output, ended };
}

it('serves, says where in one line, and stops cleanly when it is interrupted', async () => {
  const dir = await temporaryFolder();
  const { child, output, ended } = run(
    '--port',
    '0',
    '--dir',
    dir,
    '--account',
    'me',
    '--token',
    'secret',
  );
  await expect.poll(() => output.out, { timeout: 20_000 }).toContain('\n');
  expect(output.out.trim().split('\n')).toHaveLength(1);
  expect(output.out).not.toContain('secret');
  const [apiBaseURL] = /http:\/\/\S+/.exec(output.out) ?? [''];
  const response = await fetch(`${apiBaseURL}/accounts/me/images/v1`, {
    headers: { Authorization: 'Bearer secret' },
  });
  expect(await response.json()).toMatchObject({ success: true, result: { images: [] } });
  child.kill('SIGINT');
  expect(await ended).toBe(0);
}, 30_000);

it('says which Node it needs, where there is no SQLite in it', async () => {
  const cli = path.join(import.meta.dirname, 'cli.ts');
  // As Node 20 has none, and this one when it is told so.
  const command = [process.execPath, '--no-experimental-sqlite', cli, '--help'];
  const { output, ended } = runCommand(command);
  expect(await ended).toBe(1);
  expect(output.err).toMatch(/^tintype-server needs Node 22\.13 or later.* This is Node \d+\./);
}, 30_000);

it('says what to keep out of the repository, where its folder is in the current one', async () => {
  const cli = path.join(import.meta.dirname, 'cli.ts');
  const command = [process.execPath, '--conditions=@tintype/source', cli, '--port', '0'];
  const { child, output } = runCommand(command, await temporaryFolder());
  await expect.poll(() => output.out, { timeout: 20_000 }).toContain('\n');
  expect(output.out).toContain('add /images/ to .gitignore');
  child.kill();
}, 30_000);

it('makes a token where none is given, and prints it', async () => {
  const { child, output } = run('--port', '0', '--dir', await temporaryFolder());
  await expect.poll(() => output.out, { timeout: 20_000 }).toMatch(/token [0-9a-f-]{36}/);
  child.kill();
}, 30_000);

it('explains its options', async () => {
  const { output, ended } = run('--help');
  expect(await ended).toBe(0);
  expect(output.out).toContain('--port <number>');
}, 30_000);

it('says what is wrong in one line, without a stack', async () => {
  const dir = path.join(await temporaryFolder(), 'file');
  await writeFile(dir, '');
  const folder = run('--port', '0', '--dir', dir, '--token', 'x');
  expect(await folder.ended).toBe(1);
  expect(folder.output.err.trim()).toMatch(/^tintype-server could not start: the data folder .*$/);
  const port = run('--port', 'abc', '--dir', dir);
  expect(await port.ended).toBe(2);
  expect(port.output.err).toContain('port must be a whole number');
  const unknown = run('--colour', 'red');
  expect(await unknown.ended).toBe(2);
  expect(unknown.output.err).toContain("Unknown option '--colour'");
}, 30_000);

it('says that it may not write to its data folder', async () => {
  const dir = await temporaryFolder();
  await chmod(dir, 0o500);
  const cli = path.join(import.meta.dirname, 'cli.ts');
  const options = ['--port', '0', '--dir', path.join(dir, 'images'), '--token', 'x'];
  const command = [process.execPath, '--conditions=@tintype/source', cli, ...options];
  const { output, ended } = runCommand(obedient(command));
  expect(await ended).toBe(1);
  expect(output.err).toContain('(no permission to write there). Name a folder');
}, 30_000);

it('makes a backup while it runs, from which a server starts', async () => {
  const dir = await temporaryFolder();
  const backup = path.join(await temporaryFolder(), 'backup');
  const from = await runServer({ dir });
  const { result } = await from.upload(new Blob([photo('test1.jpg')]), { id: 'kept' });
  const { output, ended } = run('backup', '--dir', dir, '--to', backup);
  expect(await ended, output.err).toBe(0);
  expect(output.out).toContain(`1 images in ${backup}`);

  await from.call(`/v1/${result.id}`, { method: 'DELETE' });
  const restored = await runServer({ dir: backup });
  const bytes = await (await restored.call('/v1/kept/blob')).arrayBuffer();
  expect(Buffer.from(bytes).equals(photo('test1.jpg'))).toBe(true);
}, 30_000);

it('says what a backup lacks, and writes over nothing', async () => {
  const dir = await temporaryFolder();
  const nowhere = run('backup', '--dir', dir);
  expect(await nowhere.ended).toBe(2);
  expect(nowhere.output.err).toContain('--to <path>');
  const empty = run('backup', '--dir', dir, '--to', path.join(dir, 'backup'));
  expect(await empty.ended).toBe(1);
  expect(empty.output.err).toMatch(/records in .*records\.sqlite cannot be copied/);
  await writeFile(path.join(dir, 'something'), '');
  const full = run('backup', '--dir', dir, '--to', dir);
  expect(await full.ended).toBe(1);
  expect(full.output.err).toContain('is not empty');
  const unknown = run('restore');
  expect(await unknown.ended).toBe(2);
  expect(unknown.output.err).toContain("Unexpected argument 'restore'");
}, 30_000);

it('logs each request as a line of JSON, without what is secret', async () => {
  const dir = await temporaryFolder();
  const { output } = run('--port', '0', '--dir', dir, '--token', 'secret', '--log');
  await expect.poll(() => output.out, { timeout: 20_000 }).toContain('\n');
  const [apiBaseURL] = /http:\/\/\S+/.exec(output.out) ?? [''];
  await fetch(`${apiBaseURL}/accounts/local/images/v1/none?sig=hidden`, {
    headers: { Authorization: 'Bearer secret' },
  });
  await expect.poll(() => output.out.trim().split('\n')).toHaveLength(2);
  const entry = JSON.parse(output.out.trim().split('\n')[1] ?? '');
  expect(entry).toMatchObject({ method: 'GET', status: 404, code: 5404, complete: true });
  expect(entry.path).toBe('/client/v4/accounts/local/images/v1/none');
  expect(output.out).not.toMatch(/secret|hidden/);
}, 30_000);
