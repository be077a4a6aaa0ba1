/** Longest word that is kept apart from others which begin alike. */
export const maxWordLength = 40

/** Distinct words kept of one row; what a longer text says beyond them is not found. */
const maxWords = 400

/** The words of a row, each once: those of its name, and those only said elsewhere. */
export interface RowWords {
  readonly main: readonly string[]
  readonly other: readonly string[]
}

const isAscii = /^\p{ASCII}*$/u

/** Letters that carry no mark which could be taken off. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
}

/**
 * The form in which texts are compared: compatible forms made equal, marks taken off, lower case (NFKD without `\p{M}`).
 * Words are stored so; whoever changes it makes every row's words anew.
 */
export function fold(text: string): string {
  if (isAscii.test(text)) return text.toLowerCase()
  const bare = text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
  return bare.replace(/[ßæœøđðłþıς]/g, (letter) => plainLetters[letter]!)
}

/** Scripts that put no space between words. */
const unspaced = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}ー'
const runs = new RegExp(`([${unspaced}]+)|(?:(?![${unspaced}])[\\p{L}\\p{N}])+`, 'gu')

/**
 * The words of a text, folded, each once, in order. Where a script puts no space between words, every two neighbours are
 * a word, and the last one by itself.
 */
export function wordsIn(text: string): string[] {
  const words = new Set<string>()
  for (const [run, isUnspaced] of fold(text).matchAll(runs)) {
    for (const word of isUnspaced ? pairsOf(run) : [shortened(run)]) words.add(word)
  }
  return [...words]
}

/** @param main, other the row's texts, by weight */
export function rowWords(main: readonly (string | null)[], other: readonly (string | null)[]): RowWords {
  const inMain = wordsIn(joined(main)).slice(0, maxWords)
  const known = new Set(inMain)
  const elsewhere = wordsIn(joined(other)).filter((word) => !known.has(word))
  return { main: inMain, other: elsewhere.slice(0, maxWords - inMain.length) }
}

function joined(texts: readonly (string | null)[]): string {
  return texts.filter((text) => text !== null).join('\n')
}

function shortened(word: string): string {
  return word.length <= maxWordLength ? word : [...word].slice(0, maxWordLength).join('')
}

function pairsOf(run: string): string[] {
  const letters = [...run]
  return letters.map((letter, index) => letter + (letters[index + 1] ?? ''))
}
