export { Address } from '#platform/contract'
