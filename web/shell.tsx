/** The frame of every signed-in page. */
import { Outlet } from '@tanstack/react-router'

export function Shell() {
  return (
    <main>
      <Outlet />
    </main>
  )
}
