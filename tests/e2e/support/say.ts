// The words of both languages, as a page says them: so that a test can name what it presses in either.
import { account } from '../../../shared/i18n/zh-CN/account.ts';
import { admin } from '../../../shared/i18n/zh-CN/admin.ts';
import { agenda } from '../../../shared/i18n/zh-CN/agenda.ts';
import { archive } from '../../../shared/i18n/zh-CN/archive.ts';
import { bar } from '../../../shared/i18n/zh-CN/bar.ts';
import { checkin } from '../../../shared/i18n/zh-CN/checkin.ts';
import { common } from '../../../shared/i18n/zh-CN/common.ts';
import { files } from '../../../shared/i18n/zh-CN/files.ts';
import { history } from '../../../shared/i18n/zh-CN/history.ts';
import { mine } from '../../../shared/i18n/zh-CN/mine.ts';
import { minutes } from '../../../shared/i18n/zh-CN/minutes.ts';
import { papers } from '../../../shared/i18n/zh-CN/papers.ts';
import { preparing } from '../../../shared/i18n/zh-CN/preparing.ts';
import { register } from '../../../shared/i18n/zh-CN/register.ts';
import { review } from '../../../shared/i18n/zh-CN/review.ts';
import { roll } from '../../../shared/i18n/zh-CN/roll.ts';
import { stock } from '../../../shared/i18n/zh-CN/stock.ts';
import { together } from '../../../shared/i18n/zh-CN/together.ts';
import { way } from '../../../shared/i18n/zh-CN/way.ts';
import { workspace } from '../../../shared/i18n/zh-CN/workspace.ts';
import { account as accountEn } from '../../../shared/i18n/en/account.ts';
import { admin as adminEn } from '../../../shared/i18n/en/admin.ts';
import { agenda as agendaEn } from '../../../shared/i18n/en/agenda.ts';
import { archive as archiveEn } from '../../../shared/i18n/en/archive.ts';
import { bar as barEn } from '../../../shared/i18n/en/bar.ts';
import { checkin as checkinEn } from '../../../shared/i18n/en/checkin.ts';
import { common as commonEn } from '../../../shared/i18n/en/common.ts';
import { files as filesEn } from '../../../shared/i18n/en/files.ts';
import { history as historyEn } from '../../../shared/i18n/en/history.ts';
import { mine as mineEn } from '../../../shared/i18n/en/mine.ts';
import { minutes as minutesEn } from '../../../shared/i18n/en/minutes.ts';
import { papers as papersEn } from '../../../shared/i18n/en/papers.ts';
import { preparing as preparingEn } from '../../../shared/i18n/en/preparing.ts';
import { register as registerEn } from '../../../shared/i18n/en/register.ts';
import { review as reviewEn } from '../../../shared/i18n/en/review.ts';
import { roll as rollEn } from '../../../shared/i18n/en/roll.ts';
import { stock as stockEn } from '../../../shared/i18n/en/stock.ts';
import { together as togetherEn } from '../../../shared/i18n/en/together.ts';
import { way as wayEn } from '../../../shared/i18n/en/way.ts';
import { workspace as workspaceEn } from '../../../shared/i18n/en/workspace.ts';
import type { Catalogue, Locale } from '../../../shared/i18n/locale.ts';

const chinese = {
  ...{ account, admin, agenda, archive, bar, checkin, common, files, history, mine },
  ...{ minutes, papers, preparing, register, review, roll, stock, together, way, workspace },
};

export type Say = Catalogue<typeof chinese>;

export const SAY: Readonly<Record<Locale, Say>> = {
  'zh-CN': chinese,
  en: {
    account: accountEn,
    admin: adminEn,
    agenda: agendaEn,
    archive: archiveEn,
    bar: barEn,
    checkin: checkinEn,
    common: commonEn,
    files: filesEn,
    history: historyEn,
    mine: mineEn,
    minutes: minutesEn,
    papers: papersEn,
    preparing: preparingEn,
    register: registerEn,
    review: reviewEn,
    roll: rollEn,
    stock: stockEn,
    together: togetherEn,
    way: wayEn,
    workspace: workspaceEn,
  },
};
