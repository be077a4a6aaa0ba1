/** Where chance begins: STOA_TEST_SEED, or another place each time. Tests tell it, so that a run can be had again. */
export const seed = Number(process.env.STOA_TEST_SEED ?? Date.now() % 2 ** 31)
