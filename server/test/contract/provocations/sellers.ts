import type { Area } from '../area.ts'

export const area: Area = {
  refused: {
    'seller_profile.slug_taken': async (stage) => {
      const { slug } = await stage.make('seller_profiles.create')
      return stage.call('seller_profiles.create', { body: { store_name: 'Another', slug } })
    },
    'seller_profile.in_use': async (stage) => {
      const { id } = await stage.make('seller_profiles.create')
      await stage.make('products.create', { seller_id: id })
      await stage.succeed('seller_profiles.delete', { path: { id } })
      return stage.call('seller_profiles.purge', { path: { id } })
    },
    'seller_profile.user_taken': async (stage) => {
      const { userId: user_id } = await stage.world.newCaller('seller')
      await stage.make('seller_profiles.create', { user_id })
      const { body } = await stage.ready('seller_profiles.create')
      return stage.call('seller_profiles.create', { body: { ...(body as object), user_id } })
    },
    'seller_profile.user_unknown': async (stage) => {
      const { userId: user_id } = await stage.world.caller('seller', stage.world.neighbour)
      const { body } = await stage.ready('seller_profiles.create')
      return stage.call('seller_profiles.create', { body: { ...(body as object), user_id } })
    },
    'seller_profile.user_fixed': async (stage) => {
      const { token, userId: user_id } = await stage.world.newCaller('seller')
      const { id } = await stage.make('seller_profiles.create', { user_id })
      return stage.call('seller_profiles.update', { token, path: { id }, body: { user_id: null } })
    },
    'seller_profile.none_of_yours': async (stage) => {
      const { token } = await stage.world.newCaller('seller')
      const { body } = await stage.ready('products.create')
      return stage.call('products.create', { token, body })
    },
  },
}
