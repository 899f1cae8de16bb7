import * as XLSX from '@e965/xlsx'
import { TEMPLATE } from '../core/read/sheet.ts'

/** Our own list to fill in, as separated values that a Dutch Excel opens, or as a workbook. */
export function templateFile(kind: 'csv' | 'xlsx', language: 'nl' | 'en'): Uint8Array<ArrayBuffer> {
  const rows = TEMPLATE[language]
  if (kind === 'csv') return new TextEncoder().encode(`\ufeff${rows.map((row) => row.join(';')).join('\r\n')}\r\n`)
  const sheet = XLSX.utils.aoa_to_sheet(rows)
  const book = XLSX.utils.book_new()
  XLSX.utils.book_append_sheet(book, sheet, language === 'nl' ? 'Rooster' : 'Timetable')
  return new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer)
}
