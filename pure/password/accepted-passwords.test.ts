import { describe, expect, test } from 'vitest'
import { ask, longest } from './testing/ask.ts'

/** What must be taken: phrases in several languages and scripts, output of password managers, words that only contain a pattern. */
const ACCEPTED: readonly string[] = [
  'correct horse battery staple',
  'ivory tulip canal bridge',
  'ivorytulipcanalbridge',
  'ivory-tulip-canal-bridge',
  'three random words 1987',
  'harbour lantern oak',
  'harbour 4821 lantern',
  'dragon lamp river',
  'winter lamp river',
  'sun flower pine apple',
  'kettle orchard violin',
  'purple tiger banana orange',
  'Palmgrove kettle orchard',
  'Adaeze buys seven ripe mangoes',
  'my password lives in a green teapot',
  'the horse is in the garden',
  'we park the blue bus at nine',
  'qwerty keyboards annoy pianists',
  'no 1987 vintage for the goldfish',
  'september brings umbrellas home',
  'abc is how the lorry began',
  'Wednesday kettle 4 otters',
  'password managers are welcome here',
  'kX9$vT2pLq7!mZ4w',
  'T7#qLw9!',
  'r8Vm2xQp',
  'w7gk2mzq5tx4',
  'kdjwmqpzxvbtrlc',
  'bqzmfhwkxtvn',
  '9f3c1e7ab04d62e8',
  'ZmYyNzQ4ODEtNGQ3',
  'd3b07384-d113-4ec6',
  'hunter2-walks-otters-home',
  'aaaa bbq otter lamp stone',
  'Palmgrove 7h$2kQ!9x4',
  'Kofa7-mZ9#tv!Lq2w',
  'enamel kettle orchard violin',
  'rosy prosecution kettles',
  'olá amanhã você canta',
  'ọmọ mi lọ sí ọjà lónìí',
  'ina kwana lafiya lau abokina',
  'meda wo ase paa wo ha',
  'zwölf Boxkämpfer jagen Viktor',
  'le chat dort sous la pluie',
  'пароль как песня о море',
  'корова летит над озером',
  'τρία κόκκινα ποδήλατα',
  'バナナと自転車と海辺',
  '나는 바나나를 좋아한다',
  'شجرة زرقاء فوق البحر',
  'गुलाबी हाथी नाचता है',
  '🦷🚲🌵🎻🧭🪁🐙🍋',
  'otter🦷bicycle🌵',
  ' leading and trailing otters ',
  "it's raining otters, again",
  longest(),
  'river stone maple',
  'tulip-7x-moss-Q',
  'three-blue-otters',
  'C0ff33 & kettle & moss',
  'Nine!otters!sing!low',
  '58 Lagos otters sang',
  '{"not":"a password"}',
  "'; DROP TABLE otter; --",
  '<script>alert(1)</script>',
]

const different = new Set(ACCEPTED).size

describe('accepted, also where fifteen characters are not asked', () => {
  test(`the table holds ${different} passwords, 60 at least`, () => {
    expect(different).toBeGreaterThanOrEqual(60)
  })

  test.each(ACCEPTED)('%j', (password) => {
    expect(ask(password)).toEqual({ ok: true, normalised: password.normalize('NFC') })
  })
})
