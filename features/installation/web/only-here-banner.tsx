/** On Home while Enamel is reached as localhost: nobody else can come in, and there is a page about that. */
import IconDeviceDesktop from '@tabler/icons-react/dist/esm/icons/IconDeviceDesktop.mjs'
import { Link } from '@tanstack/react-router'
import { Rich } from '../../../web/lib/rich.tsx'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'

export function OnlyHereBanner() {
  const words = useWords()
  return (
    <Banner icon={<IconDeviceDesktop size={20} stroke={1.75} aria-hidden="true" />}>
      <Rich of="reach.home.banner" tags={{ b: { as: 'b' } }} />{' '}
      <Link to="/settings/it/reach">{words('reach.home.link')}</Link>
    </Banner>
  )
}
