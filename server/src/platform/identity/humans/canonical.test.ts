import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Tenant } from '@stoa/tenancy'
import { canonicalLocale, canonicalPhone, canonicalTimeZone } from './canonical.ts'

function tenantIn(region: string): Tenant {
  return { settings: { 'humans.phone_region': region } } as unknown as Tenant
}

test('a phone number is kept as what is dialled anywhere, whatever it looked like', () => {
  const cases: [text: string, region: string, kept: string | undefined][] = [
    ['+49 30 123456', '', '+4930123456'],
    ['+49 (0)30 123456', '', '+4930123456'],
    ['0049 30 123456', 'DE', '+4930123456'],
    ['030 123456', 'DE', '+4930123456'],
    ['030 123456', 'AT', '+4330123456'],
    ['(213) 373-4253', 'US', '+12133734253'],
    ['+1 213 373 4253', 'DE', '+12133734253'],
    ['030 123456', '', undefined],
    ['+1 213 373 4253 ext. 7', '', undefined],
    ['call +49 30 123456 today', '', undefined],
    ['+999 123456', '', undefined],
    ['+49', '', undefined],
    ['nonsense', 'DE', undefined],
  ]
  for (const [text, region, kept] of cases) assert.equal(canonicalPhone(text, tenantIn(region)), kept, text)
})

test('a language tag is kept in its one spelling, and what is none is none', () => {
  const cases: [string, string | undefined][] = [
    ['en-gb', 'en-GB'],
    ['ZH-hant-tw', 'zh-Hant-TW'],
    ['de', 'de'],
    ['en_GB', undefined],
    ['english please', undefined],
  ]
  for (const [text, kept] of cases) assert.equal(canonicalLocale(text), kept, text)
})

test('a time zone is a place of the IANA database, never an offset', () => {
  const cases: [string, string | undefined][] = [
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['UTC', 'UTC'],
    ['+01:00', undefined],
    ['Europe/Atlantis', undefined],
    ['', undefined],
  ]
  for (const [text, kept] of cases) assert.equal(canonicalTimeZone(text), kept, text)
})
