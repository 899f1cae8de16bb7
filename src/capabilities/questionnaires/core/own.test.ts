import { describe, expect, it } from 'vitest'
import * as v from 'valibot'
import { readContent } from '../content.server.ts'
import { Instrument, itemsByKey } from './instrument.ts'
import { formOf } from './form.ts'
import { readOwn, typedOf, type OwnForm } from './own.ts'

const ID = '0192f7a0-0000-7000-8000-0000000000ab'
const typed = (over: Partial<OwnForm> = {}): OwnForm => ({
  ...{ title: 'Onze gesprekken', about: '', scale: 'agree6', labels: '' },
  parts: [
    { name: 'Luisteren', lines: 'Ik word gehoord.\n- Er wordt veel door elkaar gepraat.\n\n' },
    { name: '', lines: '' }
  ],
  ...over
})
const read = (over: Partial<OwnForm> = {}) => readOwn(ID, typed(over))

describe('an instrument of the school', () => {
  it('is a valid one, with a sentence a line and a hyphen for the opposite', () => {
    const own = read()
    if (!own.ok) throw new Error(own.failure.code)
    const { instrument } = own.value
    expect(v.parse(Instrument, instrument)).toEqual(instrument)
    expect(instrument.constructs.map(({ items }) => items)).toMatchObject([
      [
        { text: { nl: 'Ik word gehoord.' }, reversed: false },
        { text: { nl: 'Er wordt veel door elkaar gepraat.' }, reversed: true }
      ]
    ])
  })

  it('comes back as it was typed, and a sentence keeps its key when it moves', () => {
    const own = read()
    if (!own.ok) throw new Error(own.failure.code)
    const again = typedOf(own.value, itemsByKey([own.value.instrument]), 'nl')
    const turned = readOwn(ID, { ...again, parts: [{ name: 'Luisteren', lines: again.parts[0]!.lines.split('\n').toReversed().join('\n') }] }) // prettier-ignore
    if (!turned.ok) throw new Error(turned.failure.code)
    const keys = (one: typeof own) => (one.ok ? [...itemsByKey([one.value.instrument]).keys()].sort() : [])
    expect(keys(turned)).toEqual(keys(own))
  })

  it('can begin as a copy of each one that comes along, and be asked beside it', () => {
    const { instruments, items, scales } = readContent()
    for (const instrument of instruments.filter(({ audience }) => audience === 'team')) {
      const copy = readOwn(ID, typedOf({ instrument, scale: null }, items, 'nl'))
      if (!copy.ok) throw new Error(`${instrument.key}: ${copy.failure.code}`)
      const both = [instrument, copy.value.instrument]
      const form = formOf(both, itemsByKey([...instruments, copy.value.instrument]), scales)
      expect(new Set(form.items.map(({ key }) => key)).size).toBe(form.items.length)
    }
  })

  it('may have a scale of its own, of two to seven answers', () => {
    const own = read({ scale: 'own', labels: 'nee\nsoms\nja' })
    expect(own).toMatchObject({ ok: true, value: { scale: { min: 1, max: 3 } } })
    expect(read({ scale: 'own', labels: 'ja' })).toMatchObject({ failure: { code: 'scale_labels' } })
    expect(read({ scale: 'own', labels: '1\n2\n3\n4\n5\n6\n7\n8' })).toMatchObject({
      failure: { code: 'scale_labels' }
    })
  })

  it('is refused without a title, without sentences, with one twice, and with too many', () => {
    expect(read({ title: ' ' })).toMatchObject({ failure: { code: 'text_empty' } })
    expect(read({ parts: [] })).toMatchObject({ failure: { code: 'sentences_missing' } })
    expect(read({ parts: [{ name: '', lines: 'Ja.\nja.' }] })).toMatchObject({ failure: { code: 'sentence_twice' } })
    const many = Array.from({ length: 13 }, (_, at) => `Zin ${at}.`).join('\n')
    expect(read({ parts: [{ name: '', lines: many }] })).toMatchObject({ failure: { code: 'part_too_long' } })
  })
})
