/**
 * One word of a command that somebody will copy: a name or an address may hold anything, also what a shell would carry
 * out.
 */
export const shellWord = (text: string): string =>
  /^[\w@.+-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
