import { expect, it } from 'vitest'
import { isSharedAddress } from './shared-address.ts'

it.each([
  'info@marshlane.example',
  'Reception@marshlane.example',
  'front.desk@marshlane.example',
  'front-desk2@marshlane.example',
  'frontdesk+enamel@marshlane.example',
  'recepción@marshlane.example',
  'no-reply@marshlane.example',
])('is read by several: %s', (address) => {
  expect(isSharedAddress(address)).toBe(true)
})

it.each([
  'ada.marsh@marshlane.example',
  'desmond@marshlane.example',
  'info.marsh@marshlane.example',
  'a.frontham@marshlane.example',
  '',
])('is one person’s: %j', (address) => {
  expect(isSharedAddress(address)).toBe(false)
})
