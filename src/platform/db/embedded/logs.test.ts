import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { removeOldLogs } from './logs.ts'

it('keeps the newest twenty logs of the last thirty days, and other files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'samenspel-logs-'))
  const now = Date.UTC(2026, 10, 20)
  const name = (day: number) => `postgres-2026-11-${String(day).padStart(2, '0')}-000000.log`
  for (let day = 1; day <= 28; day++) {
    writeFileSync(join(folder, name(day)), '')
    utimesSync(join(folder, name(day)), now / 1000, now / 1000)
  }
  writeFileSync(join(folder, 'postgres-start.log'), '')
  removeOldLogs(folder, now)
  expect(readdirSync(folder).sort()).toEqual([
    ...Array.from({ length: 20 }, (_, i) => name(i + 9)),
    'postgres-start.log'
  ])
  removeOldLogs(folder, now + 31 * 24 * 3_600_000)
  expect(readdirSync(folder)).toEqual(['postgres-start.log'])
  rmSync(folder, { recursive: true })
})
