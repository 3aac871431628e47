/** Light, dark, or as the computer has it; kept in this browser. The same key is read by /color-scheme.js. */
import { localStorageColorSchemeManager, useMantineColorScheme } from '@mantine/core'

export const COLOUR_CHOICES = ['auto', 'light', 'dark'] as const
export type ColourChoice = (typeof COLOUR_CHOICES)[number]

export const colourSchemeManager = localStorageColorSchemeManager({ key: 'enamel-colours' })

export function useColours(): { colours: ColourChoice; choose: (colours: ColourChoice) => void } {
  // Without keepTransitions Mantine writes a style through innerHTML, which the page's policy refuses.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  return { colours: colorScheme, choose: setColorScheme }
}
