import { Marked, type Tokens } from 'marked'
import { text } from '../page.ts'
import { type GuidePage, linkedFile } from './pages.ts'

export const guidePath = '/docs/guide'

/** A page's Markdown as HTML: links to other pages lead there, links to files that are no pages are none. */
export function renderPage(page: GuidePage, pages: ReadonlyMap<string, GuidePage>): { title: string; html: string } {
  const used = new Map<string, number>()
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth }: Tokens.Heading) {
        const inner = this.parser.parseInline(tokens)
        return `<h${depth} id="${anchor(inner, used)}">${inner}</h${depth}>\n`
      },
      link({ href, tokens }: Tokens.Link) {
        const inner = this.parser.parseInline(tokens)
        const target = targetOf(page, href, pages)
        return target === undefined ? inner : `<a href="${text(target)}">${inner}</a>`
      },
    },
  })
  const html = marked.parse(page.markdown, { async: false })
  const [, title = page.file] = /^# (.+)$/m.exec(page.markdown) ?? []
  return { title: title.replaceAll('`', ''), html }
}

/** Names headings as the houses that show Markdown do, so that `#a-heading` leads to the same place here and there. */
function anchor(heading: string, used: Map<string, number>): string {
  const words = heading.replace(/<[^>]+>|&#?\w+;/g, '').toLowerCase()
  const name = words.replace(/[^\p{L}\p{N}_ -]/gu, '').replaceAll(' ', '-')
  const times = used.get(name) ?? 0
  used.set(name, times + 1)
  return times === 0 ? name : `${name}-${times}`
}

function targetOf(page: GuidePage, href: string, pages: ReadonlyMap<string, GuidePage>): string | undefined {
  if (/^([a-z]+:|#|\/)/.test(href)) return href
  const [target = '', fragment] = href.split('#')
  const linked = linkedFile(page.file, target)
  const found = pages.get(linked) ?? pages.get(`${linked.replace(/\/$/, '')}/README.md`)
  if (!found) return undefined
  return [guidePath, found.path].filter(Boolean).join('/') + (fragment ? `#${fragment}` : '')
}
