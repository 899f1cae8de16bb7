import type { Config } from '#app/config.server.ts'

/** Where people reach this server, for a link that is printed. */
export const baseUrl = ({ publicUrl, port }: Config): string => publicUrl ?? `http://localhost:${port}`
