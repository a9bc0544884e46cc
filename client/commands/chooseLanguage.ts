import { useLanguage } from '../views/languageOffer';
import { defineCommand } from './define';
import { documentOf } from './runTarget';

/** Treats the JSON file in the editor as a task definition. */
export const chooseLanguage = defineCommand({
  id: 'taskdef.language.use',
  needsTrust: 'nothing',
  ask: (_, args) => documentOf(args),
  run: (_, uri) => useLanguage(uri),
});
