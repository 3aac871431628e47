/**
 * Public holidays by country, and by part where the country leaves it to its parts; last looked through in November 2026.
 * Sources: 5 U.S.C. 6103 (US); Banking and Financial Dealings Act 1971 with gov.uk/bank-holidays (GB); Organisation of Working
 * Time Act 1997, Second Schedule (IE); Public Holidays Act, Cap. P40 (NG); Act 601 as amended in 2025 (GH); else the national lists.
 * The form of a line: `dates.ts`.
 */
const split = (list: string): string[] => list.split(/[;\n]/).flatMap((one) => one.trim() || [])

/** What nearly everybody in the EU keeps. */
const FEASTS = 'new_year 01-01; easter_monday e+1; labour 05-01; christmas 12-25; christmas_2 12-26'
const ORTHODOX = 'good_friday o-2; easter_monday o+1; labour 05-01; christmas 12-25; christmas_2 12-26'
const GREEK = `new_year 01-01; epiphany 01-06; clean_monday o-48; march_25 03-25; ${ORTHODOX}; whit_monday o+50; assumption 08-15; ochi 10-28`

const GB_ALL = 'new_year 01-01 sub; good_friday e-2; may_bank 05mon1; spring_bank 05mon-1'
const GB_YULE = 'christmas 12-25 sub; boxing 12-26 sub'

export const HOLIDAYS: Readonly<Record<string, readonly string[]>> = {
  NG: split(`new_year 01-01; good_friday e-2; easter_monday e+1; workers 05-01; democracy 06-12; independence 10-01
    christmas 12-25; boxing 12-26; eid_al_fitr h10-1; eid_al_fitr_2 h10-2; eid_al_adha h12-10; eid_al_adha_2 h12-11; mawlid h3-12`),
  GH: split(`new_year 01-01 gh; constitution 01-07 gh; independence 03-06 gh; good_friday e-2; easter_monday e+1; workers 05-01 gh
    republic 07-01 gh; founders 09-21 gh; farmers 12fri1; christmas 12-25 gh; boxing 12-26 gh
    eid_al_fitr h10-1; shaqq h10-2; eid_al_adha h12-10`),
  US: split(`new_year 01-01 us; king 01mon3; washington 02mon3; memorial 05mon-1; juneteenth 06-19 us; independence 07-04 us
    labor 09mon1; columbus 10mon2; veterans 11-11 us; thanksgiving 11thu4; christmas 12-25 us`),
  GB: split(`${GB_ALL}; easter_monday e+1; summer_bank 08mon-1; ${GB_YULE}`),
  AT: split(`${FEASTS}; epiphany 01-06; ascension e+39; whit_monday e+50; corpus_christi e+60; assumption 08-15; national 10-26
    all_saints 11-01; immaculate 12-08`),
  BE: split(`new_year 01-01; easter_monday e+1; labour 05-01; ascension e+39; whit_monday e+50; national 07-21; assumption 08-15
    all_saints 11-01; armistice 11-11; christmas 12-25`),
  BG: split(`new_year 01-01 sub; liberation 03-03 sub; ${ORTHODOX}; army 05-06 sub; letters 05-24 sub; unification 09-06 sub
    independence 09-22 sub; christmas_eve 12-24 sub`),
  HR: split(`${FEASTS}; epiphany 01-06; statehood 05-30; corpus_christi e+60; antifascist 06-22; victory 08-05; assumption 08-15
    all_saints 11-01; remembrance 11-18`),
  CY: split(`${GREEK}; national 04-01; independence 10-01`),
  CZ: split(`${FEASTS}; good_friday e-2; victory 05-08; cyril 07-05; hus 07-06; statehood 09-28; independence 10-28; freedom 11-17
    christmas_eve 12-24`),
  DK: split(`new_year 01-01; maundy_thursday e-3; good_friday e-2; easter_monday e+1; ascension e+39; whit_monday e+50
    christmas 12-25; christmas_2 12-26`),
  EE: split(`new_year 01-01; independence 02-24; good_friday e-2; spring 05-01; victory 06-23; midsummer 06-24; restoration 08-20
    christmas_eve 12-24; christmas 12-25; christmas_2 12-26`),
  FI: split(
    `${FEASTS}; epiphany 01-06; good_friday e-2; ascension e+39; midsummer 06-20sat; all_saints 10-31sat; independence 12-06`,
  ),
  FR: split(`new_year 01-01; easter_monday e+1; labour 05-01; victory 05-08; ascension e+39; whit_monday e+50; national 07-14
    assumption 08-15; all_saints 11-01; armistice 11-11; christmas 12-25`),
  DE: split(`${FEASTS}; good_friday e-2; ascension e+39; whit_monday e+50; unity 10-03`),
  GR: split(GREEK),
  HU: split(`${FEASTS}; revolution 03-15; good_friday e-2; whit_monday e+50; national 08-20; republic 10-23; all_saints 11-01
    christmas_eve 12-24`),
  IE: split(`new_year 01-01; patrick 03-17; easter_monday e+1; may_bank 05mon1; june_bank 06mon1; august_bank 08mon1
    october_bank 10mon-1; christmas 12-25; christmas_2 12-26`),
  IT: split(`${FEASTS}; epiphany 01-06; liberation 04-25; republic 06-02; assumption 08-15; francis 10-04 2026+; all_saints 11-01
    immaculate 12-08`),
  LV: split(`${FEASTS}; good_friday e-2; restoration 05-04 sub; midsummer_eve 06-23; midsummer 06-24; national 11-18 sub
    christmas_eve 12-24; new_year_eve 12-31`),
  LT: split(`${FEASTS}; restoration 02-16; independence 03-11; midsummer 06-24; statehood 07-06; assumption 08-15; all_saints 11-01
    all_souls 11-02; christmas_eve 12-24`),
  LU: split(
    `${FEASTS}; europe 05-09; ascension e+39; whit_monday e+50; national 06-23; assumption 08-15; all_saints 11-01`,
  ),
  MT: split(`new_year 01-01; paul 02-10; joseph 03-19; freedom 03-31; good_friday e-2; labour 05-01; sette_giugno 06-07
    peter_paul 06-29; assumption 08-15; victory 09-08; independence 09-21; immaculate 12-08; republic 12-13; christmas 12-25`),
  NL: split(`new_year 01-01; easter_monday e+1; liberation 05-05 ?; ascension e+39; whit_monday e+50; christmas 12-25
    christmas_2 12-26`),
  PL: split(`${FEASTS}; epiphany 01-06; constitution 05-03; corpus_christi e+60; assumption 08-15; all_saints 11-01
    independence 11-11; christmas_eve 12-24`),
  PT: split(`new_year 01-01; good_friday e-2; liberty 04-25; labour 05-01; corpus_christi e+60; national 06-10; assumption 08-15
    republic 10-05; all_saints 11-01; restoration 12-01; immaculate 12-08; christmas 12-25`),
  RO: split(`new_year 01-01; new_year_2 01-02; epiphany 01-06; john 01-07; unification 01-24; ${ORTHODOX}; children 06-01
    whit_monday o+50; assumption 08-15; andrew 11-30; national 12-01`),
  // Which of these stay at work is decided by each year's budget law.
  SK: split(`${FEASTS}; epiphany 01-06; good_friday e-2; victory 05-08 ?; cyril 07-05; uprising 08-29; sorrows 09-15 ?
    all_saints 11-01; freedom 11-17 ?; christmas_eve 12-24`),
  SI: split(`${FEASTS}; new_year_2 01-02; culture 02-08; uprising 04-27; labour_2 05-02; statehood 06-25; assumption 08-15
    reformation 10-31; all_saints 11-01`),
  ES: split(`new_year 01-01; epiphany 01-06; good_friday e-2; labour 05-01; assumption 08-15; national 10-12; all_saints 11-01
    constitution 12-06; immaculate 12-08; christmas 12-25`),
  SE: split(
    `${FEASTS}; epiphany 01-06; good_friday e-2; ascension e+39; national 06-06; midsummer 06-20sat; all_saints 10-31sat`,
  ),
}

/** What a part keeps besides; in Great Britain and Northern Ireland instead. The first is proposed; codes after ISO 3166-2. */
export const PARTS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  GB: {
    EAW: HOLIDAYS['GB'] ?? [],
    SCT: split(`${GB_ALL}; new_year_2 01-02 sub; summer_bank 08mon1; andrew 11-30 sub; ${GB_YULE}`),
    NIR: split(
      `${GB_ALL}; patrick 03-17 sub; easter_monday e+1; boyne 07-12 sub; summer_bank 08mon-1; ${GB_YULE}`,
    ),
  },
  DE: {
    BW: split('epiphany 01-06; corpus_christi e+60; all_saints 11-01'),
    BY: split('epiphany 01-06; corpus_christi e+60; assumption 08-15; all_saints 11-01'),
    BE: split('women 03-08'),
    BB: split('reformation 10-31'),
    HB: split('reformation 10-31'),
    HH: split('reformation 10-31'),
    HE: split('corpus_christi e+60'),
    MV: split('women 03-08; reformation 10-31'),
    NI: split('reformation 10-31'),
    NW: split('corpus_christi e+60; all_saints 11-01'),
    RP: split('corpus_christi e+60; all_saints 11-01'),
    SL: split('corpus_christi e+60; assumption 08-15; all_saints 11-01'),
    SN: split('reformation 10-31; repentance 11-16wed'),
    ST: split('epiphany 01-06; reformation 10-31'),
    SH: split('reformation 10-31'),
    TH: split('children 09-20; reformation 10-31'),
  },
  FR: { FRM: [], ALM: split('good_friday e-2; christmas_2 12-26') },
}
