import { BlockList, isIP, isIPv6, SocketAddress } from 'node:net'
import { Type } from 'typebox'

/** An address or a network of either family, such as `203.0.113.7`, `10.0.0.0/8` or `2001:db8::/32`. */
export const Network = Type.String({
  maxLength: 49,
  pattern: '^[0-9a-fA-F:.]+(/[0-9]{1,3})?$',
  examples: ['203.0.113.0/24', '2001:db8::/32'],
})

const written = /^([^/]+)(?:\/(\d{1,3}))?$/
const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/
const mappedBits = 96

/** The network in its one spelling; undefined for what is none. IPv4 written as IPv6 becomes IPv4. */
export function normalNetwork(text: string): string | undefined {
  const [, address = '', bitsText] = written.exec(text) ?? []
  const family = isIP(address)
  if (family === 0) return undefined
  const longest = family === 4 ? 32 : 128
  const bits = bitsText === undefined ? longest : Number(bitsText)
  if (bits > longest) return undefined
  const normal = normalAddress(address)
  if (family === 4 || isIPv6(normal)) return networkOf(normal, bits, longest)
  return bits < mappedBits ? undefined : networkOf(normal, bits - mappedBits, 32)
}

function networkOf(address: string, bits: number, longest: number): string {
  return bits === longest ? address : `${address}/${bits}`
}

/** IPv6 in its short form, IPv4 that came as IPv6 as what it is. */
function normalAddress(address: string): string {
  if (!isIPv6(address)) return address
  const short = new SocketAddress({ address, family: 'ipv6' }).address
  return mapped.exec(short)?.[1] ?? short
}

/** Makes the function that tells whether an address is in one of the networks; without networks every address is. */
export function networkCheck(networks: readonly string[]): (address: string) => boolean {
  if (networks.length === 0) return () => true
  // One list per family: in one, `::/0` would hold every IPv4 address too.
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() }
  for (const network of networks) {
    const [address, bits] = network.split('/') as [string, string?]
    const family = familyOf(address)
    if (bits === undefined) lists[family].addAddress(address, family)
    else lists[family].addSubnet(address, Number(bits), family)
  }
  return (given) => {
    // A link-local address can name the interface it was seen at.
    const [withoutZone = ''] = given.split('%')
    if (isIP(withoutZone) === 0) return false
    const address = normalAddress(withoutZone)
    const family = familyOf(address)
    return lists[family].check(address, family)
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4'
}
