// Where webhooks may go: to public addresses over https, and to those private networks that the settings name. The address
// is judged when the connection is made, and is the one that the connection then uses: a name that answers one thing when
// asked and another when called gains nothing.
import { lookup as resolve } from 'node:dns'
import type { LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Why a receiver is refused. */
export class ReceiverRefused extends Error {
  override readonly name = 'ReceiverRefused'
}

/** Whether an address may be called; `secure`: over https. */
export function mayReach(address: string, secure: boolean, allowed: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false
  const ip = ipaddr.process(address)
  const within = allowed.some((network) => {
    const [net, bits] = ipaddr.parseCIDR(network)
    return net.kind() === ip.kind() && ip.match(net, bits)
  })
  return within || (secure && ip.range() === 'unicast')
}

/** The receiver's URL, checked as far as it can be without asking for its address; throws ReceiverRefused. */
export function receiverOf(url: string, allowed: readonly string[]): URL {
  const target = URL.canParse(url) ? new URL(url) : null
  if (target === null) throw new ReceiverRefused('not an address')
  const secure = target.protocol === 'https:'
  if (!secure && target.protocol !== 'http:') throw new ReceiverRefused(`scheme ${target.protocol} refused`)
  if (target.username !== '' || target.password !== '')
    throw new ReceiverRefused('user and password in an address')
  if (!secure && allowed.length === 0) throw new ReceiverRefused('https is needed')
  // A number in place of a name is never asked for, so it is judged here; the parser writes every spelling of it alike.
  const host = target.hostname.replace(/^\[|\]$/gu, '')
  if (ipaddr.isValid(host) && !mayReach(host, secure, allowed))
    throw new ReceiverRefused(`address ${host} refused`)
  return target
}

/** Asks for a name's addresses, and gives only what may be reached; one that may not be refuses the name as a whole. */
export function guardedLookup(secure: boolean, allowed: readonly string[], ask = resolve): LookupFunction {
  return (hostname, options, done) => {
    ask(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return done(error, '', 0)
      const addresses: LookupAddress[] = found
      const bad = addresses.find(({ address }) => !mayReach(address, secure, allowed))
      const [first] = addresses
      if (bad !== undefined) return done(new ReceiverRefused(`address ${bad.address} refused`), '', 0)
      if (first === undefined) return done(new ReceiverRefused('no address'), '', 0)
      if (options.all === true) return done(null, addresses)
      done(null, first.address, first.family)
    })
  }
}
