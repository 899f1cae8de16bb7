import { describe, expect, it } from 'vitest'
import { readPerson, type PersonForm } from './person-form.ts'

const form = (parts: Partial<PersonForm> = {}): PersonForm => ({
  givenName: ' Noor ',
  infix: '',
  familyName: 'Vos',
  email: '',
  function: '',
  groups: '',
  days: { mon: '', tue: '', wed: '', thu: '', fri: '' },
  ...parts
})

describe('a person as typed in', () => {
  it('needs a name only', () => {
    expect(readPerson(form())).toEqual({
      ok: true,
      value: {
        givenName: 'Noor',
        infix: '',
        familyName: 'Vos',
        email: '',
        function: '',
        groups: [],
        workingDays: null
      }
    })
  })

  it('is off on the days that stay open once one day is said', () => {
    const read = readPerson(form({ days: { mon: '', tue: 'pm', wed: 'nonsense', thu: '', fri: '' } }))
    expect(read).toMatchObject({
      value: { workingDays: { mon: 'off', tue: 'pm', wed: 'off', thu: 'off', fri: 'off' } }
    })
  })

  it.each([
    [{ givenName: ' ' }, 'name_missing', 'givenName'],
    [{ familyName: '' }, 'name_missing', 'familyName'],
    [{ email: 'noor@school,nl' }, 'email_invalid', 'email'],
    [{ function: 'x'.repeat(201) }, 'value_too_long', 'function'],
    [{ groups: `5b, ${'x'.repeat(201)}` }, 'value_too_long', 'groups']
  ])('is refused with %o: %s', (parts, code, field) => {
    expect(readPerson(form(parts))).toMatchObject({ ok: false, failure: { code, field } })
  })
})
