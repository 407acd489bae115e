/**
 * A command that obeys the permissions of files, also where root runs it. It stays the same user, since
 * another one may not enter the folder that this repository is in.
 */
export function obedient(command: readonly string[]): readonly string[] {
  const isRoot = process.getuid?.() === 0;
  return isRoot ? ['setpriv', '--bounding-set=-dac_override', '--', ...command] : command;
}
