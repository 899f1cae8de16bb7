import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { callNames, fullName, type NameParts } from './name.ts'

const people = (...names: string[]): NameParts[] =>
  names.map((name) => {
    const [given, infix, family] = name.split('|')
    return family === undefined ? { given: given!, family: infix } : { given: given!, infix, family }
  })

describe('full name', () => {
  it('puts the infix between, and leaves out what is not there', () => {
    expect(fullName({ given: 'Annemarie', infix: 'van den', family: 'Bosch-el Amrani' })).toBe(
      'Annemarie van den Bosch-el Amrani'
    )
    expect(fullName({ given: ' Joost ', infix: "'t", family: 'Hart' })).toBe("Joost 't Hart")
    expect(fullName({ given: 'Fatima', infix: '', family: '' })).toBe('Fatima')
  })
})

describe('call names', () => {
  it('are the given names where nobody shares one', () =>
    expect(callNames(people('Karim|Haddad', 'Priya|Nair'))).toEqual(['Karim', 'Priya']))

  it('take the initial of the family name, not of its infix, where two share one', () =>
    expect(callNames(people('Sanne|Visser', 'Sanne|de|Boer', 'Noor|Visser'))).toEqual(['Sanne V.', 'Sanne B.', 'Noor']))

  it('take more letters where the initial is shared too', () =>
    expect(callNames(people('Sanne|Visser', 'Sanne|de|Vries', 'Sanne|Bos'))).toEqual([
      'Sanne Vi.',
      'Sanne Vr.',
      'Sanne B.'
    ]))

  it('take the full name where one family name begins with the other, or is the same', () => {
    expect(callNames(people('Jan|Bos', 'Jan|Bosch'))).toEqual(['Jan Bos', 'Jan Bosch'])
    expect(callNames(people('Jan|de|Wit', 'Jan|Wit'))).toEqual(['Jan de Wit', 'Jan Wit'])
  })

  it('know that IJ is one letter, and hear accents and capitals as the same', () => {
    expect(callNames(people('Anna|IJzerman', 'Anna|Bakker'))).toEqual(['Anna IJ.', 'Anna B.'])
    expect(callNames(people('Zoë|Bos', 'zoe|Kok'))).toEqual(['Zoë B.', 'zoe K.'])
  })

  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'é', 'B', 'ij', ' '), minLength: 1, maxLength: 4 })
  const person = fc.record({
    given: letters.map((rest) => `A${rest}`),
    infix: fc.constantFrom('', 'de'),
    family: letters
  })

  it('tell apart everybody who can be told apart', () =>
    fc.assert(
      fc.property(fc.uniqueArray(person, { maxLength: 8, selector: (one) => plain(fullName(one)) }), (all) => {
        const names = callNames(all).map(plain)
        expect(new Set(names).size).toBe(all.length)
      })
    ))

  it('do not depend on the order in which people stand', () =>
    fc.assert(
      fc.property(fc.array(person, { maxLength: 8 }), (all) => {
        expect(callNames([...all].reverse())).toEqual(callNames(all).reverse())
      })
    ))
})

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
