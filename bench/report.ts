import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const FILE = join(import.meta.dirname, 'RESULTS.md')

export type Table = { columns: string[]; rows: string[][] }

/** What one part of the bench has to tell. Text and tables are printed in this order. */
export type Section = { title: string; blocks: (string | Table)[] }

/** A figure in milliseconds or another unit, or a dash where there is none. */
export const figure = (value: number | null, digits = 0): string => (value === null ? '-' : value.toFixed(digits))

export const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`

/** A figure beside what it should be. */
export const held = (isHeld: boolean, aim: string): string => `${aim}: ${isHeld ? 'held' : '**missed**'}`

function tableText({ columns, rows }: Table): string {
  const widths = columns.map((column, at) => Math.max(3, column.length, ...rows.map((row) => row[at]!.length)))
  const line = (cells: string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`
  return [line(columns), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}

export const sectionText = ({ title, blocks }: Section): string =>
  [`## ${title}`, ...blocks.map((block) => (typeof block === 'string' ? block : tableText(block)))].join('\n\n')

const HEAD = `# Results of the bench

Written by \`npm run bench\`; no figure here is typed by hand. \`npm run bench -- live\` (or \`pages\`, \`start\`) measures one part again and replaces that part only. The aims are those of the product's chapter on the board session: two quiet cores, clients on the same machine.`

const mark = (part: string) => `<!-- part: ${part} -->`

/** Puts a part that was measured in bench/RESULTS.md, in the place of what was there about it. */
export function keepResults(name: string, section: Section, order: readonly string[]): void {
  const before = existsSync(FILE) ? readFileSync(FILE, 'utf8') : ''
  const kept = new Map(
    before
      .split(/^(?=<!-- part: )/m)
      .slice(1)
      .map((text) => [/part: (\S+)/.exec(text)![1]!, text.slice(text.indexOf('\n')).trim()])
  )
  kept.set(name, sectionText(section))
  const parts = order.filter((part) => kept.has(part)).map((part) => `${mark(part)}\n\n${kept.get(part)}`)
  writeFileSync(FILE, `${[HEAD, ...parts].join('\n\n')}\n`)
}
