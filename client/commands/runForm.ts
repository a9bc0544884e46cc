import * as vscode from 'vscode';
import { isRegion, launchTypes, type TaskDefinition } from '../../server/index';
import { credentialsChoice, credentialsSources, portConflicts } from '../runner/choices';
import { localName } from '../runner/local/name';
import { askInSteps, type Answer, type Question, type Step } from './askInSteps';
import { awsProfiles } from './awsProfiles';
import type { RunChoices } from './runMemory';

/** What has to be known to ask sensibly. */
interface Facts {
  readonly definition: TaskDefinition;
  readonly hasLocalFile: boolean;
  readonly profiles: readonly string[];
}

/** Asks how a file is to be run, what was chosen before marked. Undefined when dismissed. */
export async function askForChoices(
  uri: vscode.Uri,
  definition: TaskDefinition,
  before: RunChoices,
): Promise<RunChoices | undefined> {
  const [hasLocalFile, profiles] = await Promise.all([
    isThere(vscode.Uri.joinPath(uri, '..', localName)),
    awsProfiles(),
  ]);
  const title = vscode.l10n.t('Run {0}', vscode.workspace.asRelativePath(uri));
  return askInSteps(title, steps({ definition, hasLocalFile, profiles }), before);
}

const isThere = async (uri: vscode.Uri): Promise<boolean> =>
  vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );

const steps = (facts: Facts): readonly Step<RunChoices>[] => [
  askTarget(facts),
  askLocalFile(facts),
  askCredentials(facts),
  askProfile(facts),
  askRegion,
  askPortConflict,
];

function question(
  placeholder: string,
  answers: readonly Answer<RunChoices>[],
  isChosen: (choices: RunChoices) => boolean,
): Question<RunChoices> {
  return { placeholder, answers, marked: answers.find(({ leadsTo }) => isChosen(leadsTo)) };
}

const askTarget =
  ({ definition }: Facts): Step<RunChoices> =>
  (chosen) => {
    const { target: before, ...rest } = chosen;
    const own = { label: vscode.l10n.t('As the file says'), leadsTo: rest };
    const fits = new Set(definition.requiresCompatibilities);
    const types = launchTypes.map((target) => ({
      label: target,
      ...(fits.has(target) && { description: vscode.l10n.t('the file requires it') }),
      leadsTo: { ...rest, target },
    }));
    const placeholder = vscode.l10n.t('Behave as which launch type?');
    return question(placeholder, [own, ...types], ({ target }) => target === before);
  };

const askLocalFile =
  ({ hasLocalFile }: Facts): Step<RunChoices> =>
  (chosen) => {
    if (!hasLocalFile) return undefined;
    const { local: before, ...rest } = chosen;
    const answers = [
      { label: vscode.l10n.t('With {0}', localName), leadsTo: rest },
      { label: vscode.l10n.t('Without {0}', localName), leadsTo: { ...rest, local: false as const } },
    ];
    const placeholder = vscode.l10n.t('With what is different on this machine?');
    return question(placeholder, answers, ({ local }) => local === before);
  };

const askCredentials =
  ({ definition: { taskRoleArn } }: Facts): Step<RunChoices> =>
  (chosen) => {
    const { credentials, ...rest } = chosen;
    const words = {
      none: { label: vscode.l10n.t('None'), description: vscode.l10n.t('calls to AWS fail') },
      profile: { label: vscode.l10n.t('Those of a profile'), description: vscode.l10n.t('yours, not the task role’s') },
      role: {
        label: vscode.l10n.t('Those of the task role'),
        description: taskRoleArn ?? vscode.l10n.t('the file names none'),
      },
    };
    const answers = credentialsSources.map((source) => {
      const choice = credentialsChoice(source, credentials?.profile);
      return { ...words[source], leadsTo: { ...rest, ...(choice && { credentials: choice }) } };
    });
    const placeholder = vscode.l10n.t('Whose AWS credentials do the containers get?');
    return question(placeholder, answers, (one) => sourceOf(one) === sourceOf(chosen));
  };

const sourceOf = ({ credentials }: RunChoices) => credentials?.source ?? 'none';

/** A profile also fetches what the task needs from AWS before it starts, whether its containers get credentials or not. */
const askProfile =
  ({ profiles }: Facts): Step<RunChoices> =>
  (chosen) => {
    const { credentials, ...rest } = chosen;
    if (!credentials) return undefined;
    const { source, profile: before } = credentials;
    const without =
      source === 'none'
        ? { label: vscode.l10n.t('None: AWS is not asked for anything'), leadsTo: rest }
        : { label: vscode.l10n.t('What the AWS SDK finds by itself'), leadsTo: { ...chosen, credentials: { source } } };
    const known = before === undefined || profiles.includes(before) ? profiles : [before, ...profiles];
    const named = known.map((profile) => ({
      label: profile,
      leadsTo: { ...chosen, credentials: { source, profile } },
    }));
    const placeholder =
      source === 'none'
        ? vscode.l10n.t('Which profile of the AWS CLI fetches secrets, files on S3 and logins?')
        : vscode.l10n.t('Which profile of the AWS CLI?');
    return question(placeholder, [without, ...named], (one) => one.credentials?.profile === before);
  };

const askRegion: Step<RunChoices> = (chosen) => {
  const { region: before, ...rest } = chosen;
  const own = { label: vscode.l10n.t('The Region that the file names'), leadsTo: rest };
  const typed = (region: string): Answer<RunChoices> | undefined =>
    isRegion(region) && region !== before ? { label: region, leadsTo: { ...rest, region } } : undefined;
  const answers = before === undefined ? [own] : [own, { label: before, leadsTo: chosen }];
  const placeholder = vscode.l10n.t('Which AWS Region does the task believe it is in? Another one may be typed.');
  return { ...question(placeholder, answers, ({ region }) => region === before), typed };
};

const askPortConflict: Step<RunChoices> = (chosen) => {
  const words = {
    ask: vscode.l10n.t('Ask'),
    remap: vscode.l10n.t('Use another port'),
    fail: vscode.l10n.t('Fail'),
  };
  const answers = portConflicts.map((portConflict) => ({
    label: words[portConflict],
    leadsTo: { ...chosen, portConflict },
  }));
  const placeholder = vscode.l10n.t('What if a port is taken on this machine?');
  return question(placeholder, answers, ({ portConflict }) => portConflict === (chosen.portConflict ?? 'ask'));
};
