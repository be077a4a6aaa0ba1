import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forEachPlacement, worldIn } from '#testing'

forEachPlacement((placement) => {
  const world = worldIn(placement)
  const url = 'https://images.example.com/mug.jpg?size=2#front'

  async function makeProduct(): Promise<string> {
    const body = { title: 'Mug', price_amount_minor: 100, currency: 'EUR' }
    return (await world().request('owner', 'POST', '/products', { body })).json().id
  }

  const put = (id: string, images: object[]) =>
    world().request('owner', 'PUT', `/products/${id}/images`, { body: { images } })
  const read = async (id: string) => (await world().request('viewer', 'GET', `/products/${id}/images`)).json()

  test('images are kept in order and replaced as a whole', async () => {
    const id = await makeProduct()
    const first = (await put(id, [{ url, alt: 'Front' }, { url: 'https://example.com/b.png' }])).json()
    assert.deepEqual(first, {
      images: [
        { position: 1, url, alt: 'Front' },
        { position: 2, url: 'https://example.com/b.png', alt: null },
      ],
    })
    assert.deepEqual(await read(id), first)
    const second = (await put(id, [{ url: 'https://example.com/b.png' }])).json()
    assert.deepEqual(await read(id), second)
    assert.equal((await world().request('viewer', 'GET', `/products/${id}`)).json().version, 3)
    assert.deepEqual((await put(id, [])).json(), { images: [] })
  })

  test('of those who replace them at once the last one’s are there, whole', async () => {
    const id = await makeProduct()
    const lists = [1, 2, 3, 4].map((n) => [1, 2].map((m) => ({ url: `https://example.com/${n}-${m}.png` })))
    for (const answer of await Promise.all(lists.map((images) => put(id, images)))) assert.equal(answer.statusCode, 200)
    const kept = (await read(id)).images.map((image: { url: string }) => image.url.slice(20, 21))
    assert.equal(kept.length, 2)
    assert.equal(new Set(kept).size, 1)
  })

  test('an address is https, of a host, without a password and not too long', async () => {
    const id = await makeProduct()
    for (const bad of [
      'http://example.com/a.png',
      'javascript:alert(1)',
      'data:image/png;base64,AAAA',
      'https://',
      'https://user:secret@example.com/a.png',
      'https://example.com/a b.png',
      'https://example.com/\u0000',
      `https://example.com/${'x'.repeat(2000)}`,
      '//example.com/a.png',
    ]) {
      assert.equal((await put(id, [{ url: bad }])).statusCode, 422, bad)
    }
    assert.equal(
      (
        await put(
          id,
          Array.from({ length: 51 }, () => ({ url })),
        )
      ).statusCode,
      422,
    )
    assert.equal((await put(id, [{ url, alt: 'x'.repeat(501) }])).statusCode, 422)
  })

  test('another tenant’s product has no images to read or replace', async () => {
    const id = await makeProduct()
    const body = { images: [{ url }] }
    assert.equal((await world().neighbourRequest('owner', 'PUT', `/products/${id}/images`, { body })).statusCode, 404)
    assert.equal((await world().neighbourRequest('owner', 'GET', `/products/${id}/images`)).statusCode, 404)
    assert.deepEqual(await read(id), { images: [] })
  })
})
