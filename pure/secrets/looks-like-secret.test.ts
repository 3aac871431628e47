import { describe, expect, it } from 'vitest'
import { looksLikeSecret } from './looks-like-secret.ts'

describe('a text that holds the secret itself', () => {
  it.each([
    ['a code of a door', 'Back door 4711', 'digits'],
    ['a year, which is the commonest code there is', 'Alarm 1984', 'digits'],
    ['digits set apart', 'Safe 47-11', 'digits'],
    ['digits with spaces', 'Gate 4 7 1 1', 'digits'],
    ['full-width digits', 'Alarm ４７１１', 'digits'],
    ['Arabic digits', 'Alarm ٤٧١١', 'digits'],
    ['a password with its year', 'Smile2024', 'digits'],
    ['said aloud', 'Alarm, code: 12A', 'spoken'],
    ['said in a sentence', 'the password is marsh', 'spoken'],
    ['with an equals sign', 'PIN=77', 'spoken'],
    ['in German', 'WLAN Passwort: biber', 'spoken'],
    ['as passwords are made', 'Wi-Fi of the practice Sm1les&More', 'mixed'],
  ])('%s: %j', (_name, text, look) => {
    expect(looksLikeSecret(text)).toBe(look)
  })
})

describe('a text that says what it is for', () => {
  it.each([
    'Alarm of the front door',
    'Wi-Fi 2.4 GHz, surgery 1-2',
    'Portal of the 3 insurers',
    'Opens 24/7',
    'Office365 for the desk',
    'Key box at the back door',
    'Pinboard: left of it',
    'portal.marsh-lane.example/sign-in1',
    'desk1@marsh-lane.example',
    'Code of the safe',
    'PIN of the card terminal',
    'Ẹnu-ọ̀nà ẹ̀yìn',
    '',
  ])('%j', (text) => {
    expect(looksLikeSecret(text)).toBeUndefined()
  })
})
