/**
 * The words that come with the first load: those that the frame, the sign-in page and Home name. `vite.config.ts` picks
 * them while the web is built; where nothing is built, these are all.
 */
export { catalogue as firstWords } from '../../features/catalogue.ts'
