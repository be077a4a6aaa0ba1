import { createPrivateKey, sign } from 'node:crypto'

/** A certificate as makers of authenticators give them, signed by itself and good for a hundred years, and its key. */
const certificate = Buffer.from(
  'MIIB1jCCAXygAwIBAgIUap5ybsLu5XhuHE/xMv0ikCIlu6QwCgYIKoZIzj0EAwIwUzELMAkGA1UEBhMCREUxDzANBgNVBAoMBk5v' +
    'Ym9keTEiMCAGA1UECwwZQXV0aGVudGljYXRvciBBdHRlc3RhdGlvbjEPMA0GA1UEAwwGTm9ib2R5MCAXDTI2MTEyMTIxMTA0N1oY' +
    'DzIxMjYxMDI4MjExMDQ3WjBTMQswCQYDVQQGEwJERTEPMA0GA1UECgwGTm9ib2R5MSIwIAYDVQQLDBlBdXRoZW50aWNhdG9yIEF0' +
    'dGVzdGF0aW9uMQ8wDQYDVQQDDAZOb2JvZHkwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASTcoWcpJozdbAK3N2Fq7lsdSqMpbmG' +
    'nJcnpK2UyGVNeNqRt7Px1lsOlTFMHQ6lvWi17dolyTLiIBThhFqJyHZRoywwKjAJBgNVHRMEAjAAMB0GA1UdDgQWBBTs36yXFxlp' +
    '3urqQtcKikJPgTkjbTAKBggqhkjOPQQDAgNIADBFAiAVA+SvIWabrGhf4FtsXfyH+v7cCJzYqbqt3DaTY5h9bgIhAPYOfle0qi5K' +
    'VYvgmcHASAK1xhkEPDWCZ0s4YTf6O0iB',
  'base64',
)
const key = createPrivateKey({
  key: Buffer.from(
    'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg9HNnSPSvDY2UsWK60C+KAUIwkjC02PJg94afYs7eL9uhRANCAAST' +
      'coWcpJozdbAK3N2Fq7lsdSqMpbmGnJcnpK2UyGVNeNqRt7Px1lsOlTFMHQ6lvWi17dolyTLiIBThhFqJyHZR',
    'base64',
  ),
  format: 'der',
  type: 'pkcs8',
})

/** An attestation in which the certificate vouches for what was made, in CBOR: alg ES256, sig, x5c. */
export function certifiedAttestation(signed: Buffer) {
  const signature = sign('sha256', signed, key)
  const statement = Buffer.concat([
    Buffer.from('a363616c67266373696758', 'hex'),
    Buffer.from([signature.length]),
    signature,
    Buffer.from('637835638159', 'hex'),
    Buffer.from([certificate.length >> 8, certificate.length & 0xff]),
    certificate,
  ])
  return { format: 'packed', statement }
}
