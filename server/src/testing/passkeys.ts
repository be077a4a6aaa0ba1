/** Where passkeys are good in tests. */
export const testPasskeys = { rpId: 'localhost', rpName: 'Stoa', origins: ['http://localhost:5173'] }
