import type { Outcome, View } from './outcome';

/** A way to write down what a check came to. */
export interface Format {
  /** Who reads it, for the help. */
  readonly reader: string;
  /** It shows the edits of every fix, which take time to work out. */
  readonly remedies?: true;
  /** The report. Pure: the same outcome gives the same text. Loaded when it is asked for. */
  readonly print: (outcome: Outcome, view: View) => Promise<string>;
}

/** Every format of `taskdef check`, in the order of the help. */
export const formats = {
  pretty: { reader: 'people', print: async (...given) => (await import('./pretty.js')).prettyReport(...given) },
  json: { reader: 'scripts', print: async (...given) => (await import('./json.js')).jsonReport(...given) },
  sarif: {
    reader: 'code scanning (SARIF 2.1.0)',
    remedies: true,
    print: async (...given) => (await import('./sarif.js')).sarifReport(...given),
  },
  junit: { reader: 'test tables of CI', print: async (...given) => (await import('./junit.js')).junitReport(...given) },
  github: {
    reader: 'GitHub Actions',
    print: async (...given) => (await import('./github.js')).githubReport(...given),
  },
  gitlab: {
    reader: 'GitLab Code Quality',
    print: async (...given) => (await import('./gitlab.js')).gitlabReport(...given),
  },
  checkstyle: {
    reader: 'build servers',
    print: async (...given) => (await import('./checkstyle.js')).checkstyleReport(...given),
  },
} satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof formats;
