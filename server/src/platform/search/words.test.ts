import assert from 'node:assert/strict'
import { test } from 'node:test'
import { typingErrorsOf } from './typing-errors.ts'
import { fold, rowWords, wordsIn } from './words.ts'

test('texts that people take for the same are folded to the same', () => {
  for (const [text, folded] of [
    ['Crème BRÛLÉE', 'creme brulee'],
    ['Straße', 'strasse'],
    ['Łódź Ærø Đuro', 'lodz aero duro'],
    ['ﬁne ①', 'fine 1'],
    ['ＡＢＣ', 'abc'],
    ['İstanbul ısı', 'istanbul isi'],
    ['ΣΊΣΥΦΟΣ', 'σισυφοσ'],
    ['Ёлка', 'елка'],
    ['كِتَاب', 'كتاب'],
  ] as const) {
    assert.equal(fold(text), folded, text)
    assert.equal(fold(folded), folded, `${text}, folded again`)
  }
})

test('words are what stands between spaces and signs, each once', () => {
  for (const [text, words] of [
    ['Linen shirt, linen!', ['linen', 'shirt']],
    ["women's LS-NAT-M", ['women', 's', 'ls', 'nat', 'm']],
    ['?! 🏺 …', []],
    ['iPhone手机壳', ['iphone', '手机', '机壳', '壳']],
    ['x'.repeat(100), ['x'.repeat(40)]],
  ] as const) {
    assert.deepEqual(wordsIn(text), words, text)
  }
})

test('a word of the name is not said a second time elsewhere, and a row keeps 400 words', () => {
  assert.deepEqual(rowWords(['Red mug', null], ['A mug, red as wine', null]), {
    main: ['red', 'mug'],
    other: ['a', 'as', 'wine'],
  })
  const long = Array.from({ length: 1000 }, (_, n) => `w${n}`).join(' ')
  const { main, other } = rowWords(['mug'], [long])
  assert.equal(main.length + other.length, 400)
})

test('a word with one typing error has the right one among what may have been meant', () => {
  for (const [typed, meant] of [
    ['linwn', 'linen'],
    ['linn', 'linen'],
    ['linnen', 'linen'],
    ['ilnen', 'linen'],
    ['inen', 'linen'],
    ['рубшка', 'рубашка'],
  ] as const) {
    assert.ok(typingErrorsOf(typed).includes(meant), typed)
  }
  for (const short of ['cup', 'ls400', '亚麻衬衫']) assert.deepEqual(typingErrorsOf(short), [])
})
