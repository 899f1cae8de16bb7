/** What a file is by its first bytes; its name may say anything. */
export type FileKind =
  | 'workbook'
  | 'text'
  | 'encrypted'
  | 'old_excel'
  | 'open_document'
  | 'word'
  | 'presentation'
  | 'pdf'
  | 'image'
  | 'html'
  | 'xml'
  | 'zip'
  | 'damaged'
  | 'other'

const startsWith = (bytes: Uint8Array, ...signature: number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte)

const has = (bytes: Uint8Array, text: string, encoding: 'latin1' | 'utf16le' = 'latin1'): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(text, 0, encoding)

/** Tells apart what needs no decoding: archives, the old Office container, pictures, PDF. Else it may be text. */
export function kindOfBytes(bytes: Uint8Array): FileKind | 'archive' {
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0x50, 0x4b, 0x05, 0x06)) return 'archive'
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) return kindOfContainer(bytes)
  if (has(bytes.subarray(0, 1024), '%PDF-')) return 'pdf'
  if (isImage(bytes)) return 'image'
  if (startsWith(bytes, 0x7b, 0x5c, 0x72, 0x74, 0x66)) return 'word'
  return 'text'
}

const isImage = (bytes: Uint8Array): boolean =>
  startsWith(bytes, 0xff, 0xd8, 0xff) ||
  startsWith(bytes, 0x89, 0x50, 0x4e, 0x47) ||
  startsWith(bytes, 0x47, 0x49, 0x46, 0x38) ||
  has(bytes.subarray(4, 12), 'ftyphei')

/** The container of Office before 2007, in which a workbook with a password still travels. */
function kindOfContainer(bytes: Uint8Array): FileKind {
  if (has(bytes, 'EncryptedPackage', 'utf16le')) return 'encrypted'
  if (has(bytes, 'WordDocument', 'utf16le')) return 'word'
  if (has(bytes, 'PowerPoint Document', 'utf16le')) return 'presentation'
  return has(bytes, 'Workbook', 'utf16le') || has(bytes, 'Book', 'utf16le') ? 'old_excel' : 'other'
}

/** An archive is a workbook when it holds one; Word and PowerPoint files are archives too. */
export function kindOfArchive(names: readonly string[]): FileKind {
  const holds = (pattern: RegExp) => names.some((name) => pattern.test(name))
  if (holds(/^\/?xl\/workbook\d*\.xml$/i)) return 'workbook'
  if (holds(/^xl\/workbook\.bin$/i)) return 'old_excel'
  if (holds(/^word\//)) return 'word'
  if (holds(/^ppt\//)) return 'presentation'
  return holds(/^content\.xml$/) ? 'open_document' : 'zip'
}

/** A page saved as `.xls` by an administration, or an XML file, is text but no table of cells. */
export function kindOfText(text: string): FileKind {
  const start = text.slice(0, 2000).trimStart().toLowerCase()
  if (/^<!doctype html|^<html|^<table|^<head|^<meta|^mime-version:/.test(start)) return 'html'
  if (/^<\?xml[^>]*>\s*<html/.test(start)) return 'html'
  return /^<\?xml|^<!(?:doctype|--)|^<[a-z][^>]*>/.test(start) ? 'xml' : 'text'
}
