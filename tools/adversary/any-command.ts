/** Whatever a schema of valibot takes, and things just beside it: so that every command of the parser is tried. */
import * as fc from 'fast-check'
import type * as v from 'valibot'
import { isDay } from '#kernel/days.ts'
import { isId, newId } from '#kernel/id.ts'

type Schema = v.GenericSchema & {
  entries?: Record<string, Schema>
  wrapped?: Schema
  item?: Schema
  items?: Schema[]
  options?: (Schema | string)[]
  value?: Schema
  literal?: unknown
  check?: unknown
  pipe?: Schema[]
}

/** Strings that have broken programs before. */
export const nastyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\u202e',
    "'; drop table people; --",
    '<script>',
    '{{x}}',
    '%',
    '\\'
  ),
  fc.integer({ min: 490, max: 6000 }).map((length) => 'x'.repeat(length))
)
const nastyNumber = fc.oneof(
  fc.constantFrom(0, -1, 1, 1e308, -1e308, 2 ** 53, 5e-324, 1.5, 30, 31),
  fc.double({ noNaN: true, noDefaultInfinity: true })
)
const anyId = (known: readonly string[]) =>
  fc.oneof(
    fc.constantFrom(...known),
    fc.constant(null).map(() => newId())
  )
const anyDay = fc.constantFrom('2026-11-26', '0001-01-01', '9999-12-31', '2026-02-30', '2027-01-01')

/** What the schema takes; `known` are ids that exist. */
export function anyOf(schema: Schema, known: readonly string[]): fc.Arbitrary<unknown> {
  const inner = (other: Schema) => anyOf(other, known)
  switch (schema.type) {
    case 'strict_object':
    case 'object':
    case 'loose_object': {
      const entries = Object.entries(schema.entries!)
      const optional = ({ type }: Schema) => type === 'optional' || type === 'nullish'
      const required = entries.filter(([, entry]) => !optional(entry)).map(([name]) => name)
      return fc.record(Object.fromEntries(entries.map(([name, entry]) => [name, inner(entry)])), {
        requiredKeys: required as never[]
      })
    }
    case 'optional':
    case 'exact_optional':
      return inner(schema.wrapped!)
    case 'nullable':
    case 'nullish':
      return fc.option(inner(schema.wrapped!))
    case 'array':
      return fc.array(inner(schema.item!), { maxLength: 9 })
    case 'tuple':
      return fc.tuple(...schema.items!.map(inner))
    case 'literal':
      return fc.constant(schema.literal)
    case 'picklist':
      return fc.constantFrom(...(schema.options as string[]))
    case 'variant':
    case 'union':
      return fc.oneof(...(schema.options as Schema[]).map(inner))
    case 'record':
      return fc.dictionary(fc.string(), inner(schema.value!), { maxKeys: 4 })
    case 'boolean':
      return fc.boolean()
    case 'number':
      return nastyNumber
    case 'string':
      return nastyText
    case 'custom':
      if (schema.check === isId) return anyId(known)
      if (schema.check === isDay) return anyDay
      return fc.oneof(anyId(known), anyDay, nastyText)
    default:
      throw new Error(`tools/adversary/any-command.ts does not know how to make a ${schema.type}`)
  }
}

export const typeOf = (schema: unknown): string => String((schema as Schema).entries!['type']!.literal)
