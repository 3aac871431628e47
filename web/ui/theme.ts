/** Mantine's theme in Enamel's tokens. Mantine's own variables are written out in mantine.css, see there. */
import { createTheme } from '@mantine/core'

export const theme = createTheme({
  primaryColor: 'enamel',
  primaryShade: { light: 7, dark: 6 },
  colors: {
    enamel: [
      '#eef3fb',
      '#e4ecf8',
      '#c3d4f2',
      '#9cb9ee',
      '#7698dd',
      '#5a80d0',
      '#4870c5',
      '#234c9b',
      '#1b3d80',
      '#142c5e',
    ],
    dark: [
      '#e8edf5',
      '#b9c4d6',
      '#9ba9c0',
      '#7485a3',
      '#2b3a53',
      '#1c293e',
      '#152032',
      '#0e1624',
      '#0a111d',
      '#070c15',
    ],
  },
  black: '#14213a',
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  headings: {
    fontFamily: 'var(--font)',
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '28px', lineHeight: '34px' },
      h2: { fontSize: '20px', lineHeight: '28px' },
      h3: { fontSize: '17px', lineHeight: '24px' },
    },
  },
  fontSizes: { xs: '13px', sm: '14px', md: '16px', lg: '18px', xl: '20px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '3px', sm: '6px', md: '10px' },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  cursorType: 'pointer',
  autoContrast: false,
})
