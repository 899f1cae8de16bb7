import { expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { boardPath, isDoor } from './pages.ts'

test('only boards are kept: no lists of people, no account, no digiboard', () => {
  const unit = newId()
  expect(boardPath(`/bord/${unit}`)).toBe(true)
  for (const path of [
    '/',
    '/bord',
    `/bord/${unit}/digibord`,
    `/bord/${unit}/sessies/${newId()}`,
    '/school/collegas',
    '/account'
  ])
    expect(boardPath(path)).toBe(false)
})

test('every page where somebody comes in or leaves makes the kept pages go', () => {
  const doors = [
    '/inloggen',
    '/inloggen/link/abc',
    '/uitloggen',
    '/uitnodiging/abc',
    '/wachtwoord/abc',
    '/adres/abc',
    '/adres/terug/abc',
    '/scholen',
    '/begin/school',
    '/rondkijken'
  ]
  for (const path of doors) expect(isDoor(path)).toBe(true)
  for (const path of ['/', '/bord', '/inloggenx', '/vandaag', '/school']) expect(isDoor(path)).toBe(false)
})
