import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import * as v from 'valibot'
import { isDay, type Day } from '#kernel/days.ts'
import { HOLIDAYS, REGIONS, type HolidayData } from './core/free-days.ts'

const FILE = resolve(import.meta.dirname, '../../../content/calendar/holidays.json')

const day = v.custom<Day>(isDay)
const spans = v.object(Object.fromEntries(REGIONS.map((region) => [region, v.tuple([day, day])])))
const year = v.partial(v.object(Object.fromEntries(HOLIDAYS.map((holiday) => [holiday, spans]))))
const shape = v.object({ source: v.string(), url: v.string(), years: v.record(v.string(), year) })

let remembered: { source: string; url: string; years: HolidayData } | undefined

/** The school holidays that come with the program, with where they were published. */
export const readHolidays = (): { source: string; url: string; years: HolidayData } =>
  (remembered ??= v.parse(shape, JSON.parse(readFileSync(FILE, 'utf8'))) as {
    source: string
    url: string
    years: HolidayData
  })
