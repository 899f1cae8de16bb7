import { mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { completeLibraries } from './binary.ts'

it('makes the links that the package only lists, once', () => {
  const folder = mkdtempSync(join(tmpdir(), 'samenspel-package-'))
  mkdirSync(join(folder, 'native/lib'), { recursive: true })
  const link = { source: 'native/lib/libicu.so.60.2', target: 'native/lib/libicu.so.60' }
  writeFileSync(join(folder, link.source), '')
  writeFileSync(join(folder, 'native/pg-symlinks.json'), JSON.stringify([link]))
  for (let start = 0; start < 2; start++) {
    expect(completeLibraries(folder, '/nowhere')).toEqual({})
    expect(readlinkSync(join(folder, link.target))).toBe('libicu.so.60.2')
  }
  rmSync(folder, { recursive: true })
})
