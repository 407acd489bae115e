/** Escapes a file's name for the headers of a part, as browsers do (HTML, section 4.10.21.8). */
export function escapeFileName(name: string): string {
  return name.replace(/["\r\n]/g, (character) => encodeURIComponent(character));
}
