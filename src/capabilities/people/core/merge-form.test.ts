import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeForms } from './merge-form.ts'
import type { PersonForm } from './person-form.ts'

const ANN: PersonForm = {
  givenName: 'Ann',
  infix: '',
  familyName: 'Bos',
  email: 'ann@school.nl',
  function: 'Leraar',
  groups: '3a',
  days: { mon: 'full', tue: '', wed: '', thu: '', fri: '' }
}

describe('two people with the same form open', () => {
  it('keeps what each of them changed alone', () => {
    const merged = mergeForms(ANN, { ...ANN, groups: '4a' }, { ...ANN, function: 'IB' })
    expect(merged).toEqual({ form: { ...ANN, groups: '4a', function: 'IB' }, replaced: [], keepsOthers: true })
  })

  it('lets the later one win, and tells what the earlier one wrote', () => {
    const merged = mergeForms(ANN, { ...ANN, function: 'Coach' }, { ...ANN, function: 'IB' })
    expect(merged.form.function).toBe('Coach')
    expect(merged.replaced).toEqual([{ field: 'function', text: 'IB' }])
  })

  it('takes working days as one answer', () => {
    const days = (wed: string) => ({ ...ANN, days: { ...ANN.days, wed } })
    expect(mergeForms(ANN, ANN, days('am')).form.days.wed).toBe('am')
    expect(mergeForms(ANN, days('pm'), days('am'))).toMatchObject({
      form: { days: { wed: 'pm' } },
      replaced: [{ field: 'days' }]
    })
  })

  const texts = fc.constantFrom('', 'a', 'b')
  const forms = fc
    .record({ function: texts, groups: texts, email: texts, wed: texts })
    .map(({ wed, ...rest }): PersonForm => ({ ...ANN, ...rest, days: { ...ANN.days, wed } }))

  it('is a law: nothing is lost without being told', () => {
    fc.assert(
      fc.property(forms, forms, forms, (seen, mine, now) => {
        const { form, replaced } = mergeForms(seen, mine, now)
        for (const field of ['function', 'groups', 'email'] as const) {
          const told = replaced.find((one) => one.field === field)?.text
          // what I changed is there, and what somebody else changed is there or told
          if (mine[field] !== seen[field]) expect(form[field]).toBe(mine[field])
          if (now[field] !== seen[field]) expect([form[field], told]).toContain(now[field])
        }
      })
    )
  })

  it('is a law: alone, the form is what was typed', () => {
    fc.assert(
      fc.property(forms, forms, (seen, mine) => {
        expect(mergeForms(seen, mine, seen)).toEqual({ form: mine, replaced: [], keepsOthers: false })
      })
    )
  })
})
