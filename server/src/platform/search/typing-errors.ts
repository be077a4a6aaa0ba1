/** Shorter words have too many neighbours to guess among. */
const shortest = 4

const alphabets: readonly [script: RegExp, letters: string][] = [
  [/^[a-z]+$/, 'abcdefghijklmnopqrstuvwxyz'],
  [/^\p{sc=Cyrillic}+$/u, 'абвгдежзийклмнопрстуфхцчшщъыьэюяєіґ'],
  [/^\p{sc=Greek}+$/u, 'αβγδεζηθικλμνξοπρστυφχψω'],
  [/^\p{sc=Arabic}+$/u, 'ابتثجحخدذرزسشصضطظعغفقكلمنهويةىء'],
  [/^\p{sc=Hebrew}+$/u, 'אבגדהוזחטיכךלמםנןסעפףצץקרשת'],
]

/**
 * The words that may have been meant: one letter wrong, missing, too many, or two neighbours swapped. Only for words of
 * one alphabet: a number that differs is another number.
 * @param word folded, as `wordsIn` gives it
 */
export function typingErrorsOf(word: string): string[] {
  const letters = alphabets.find(([script]) => script.test(word))?.[1]
  if (!letters || word.length < shortest) return []
  const meant = new Set<string>()
  for (let at = 0; at <= word.length; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at)]
    for (const letter of letters) {
      meant.add(before + letter + after)
      if (after) meant.add(before + letter + after.slice(1))
    }
    if (after) meant.add(before + after.slice(1))
    if (after.length > 1) meant.add(before + after[1] + after[0] + after.slice(2))
  }
  meant.delete(word)
  return [...meant]
}
