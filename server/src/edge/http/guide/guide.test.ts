import assert from 'node:assert/strict'
import { test } from 'node:test'
import { edgeWith } from '../edge-for-tests.ts'

const { app } = edgeWith()

interface Page {
  status: number
  links: string[]
  anchors: Set<string>
}

async function read(url: string): Promise<Page> {
  const { statusCode, body } = await app.inject({ url })
  const all = (pattern: RegExp) => [...body.matchAll(pattern)].map(([, found]) => found!)
  return { status: statusCode, links: all(/<a href="([^"]+)"/g), anchors: new Set(all(/ id="([^"]+)"/g)) }
}

test('every link of the guide leads to a page that is there, and to a place on it', async () => {
  const seen = new Map<string, Page>()
  const wanted = ['/docs/guide']
  const broken: string[] = []
  const elsewhere = /^(https?:|mailto:)/
  for (let url = wanted.pop(); url !== undefined; url = wanted.pop()) {
    if (seen.has(url)) continue
    const page = await read(url)
    seen.set(url, page)
    if (page.status !== 200 && page.status !== 302) broken.push(`${url} (${page.status})`)
    if (!url.startsWith('/docs/guide')) continue
    for (const link of page.links.filter((href) => !elsewhere.test(href))) {
      const target = new URL(link, `http://stoa${url}`)
      wanted.push(target.pathname)
    }
  }
  for (const [url, { links }] of [...seen].filter(([path]) => path.startsWith('/docs/guide'))) {
    for (const link of links.filter((href) => !elsewhere.test(href))) {
      const { pathname, hash } = new URL(link, `http://stoa${url}`)
      const name = decodeURIComponent(hash.slice(1))
      if (name && !seen.get(pathname)?.anchors.has(name)) broken.push(`${url} → ${link}`)
    }
  }
  assert.deepEqual(broken, [])
  assert.ok(seen.size > 20, `${seen.size} pages`)
})

test('every guide can be reached from the first page', async () => {
  const { links } = await read('/docs/guide')
  for (const name of ['getting-started', 'concepts', 'recipes', 'client', 'security', 'permissions', 'operations']) {
    assert.ok(links.includes(`/docs/guide/${name}`), name)
  }
})

test('a page that is none is refused like any route, and no other file of the machine is one', async () => {
  for (const path of ['nothing', '../../package.json', '%2e%2e/README', 'README.md', 'decisions/', '']) {
    const { statusCode } = await app.inject({ url: `/docs/guide/${path}` })
    assert.equal(statusCode, path === '' ? 200 : 404, path)
  }
})
