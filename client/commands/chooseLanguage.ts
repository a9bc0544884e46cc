import { useLanguage } from '../views/languageOffer';
import { defineCommand } from './define';
import { inPaletteFor } from './places';
import { documentOf } from './runTarget';

/** Treats the JSON file in the editor as a task definition. */
export const chooseLanguage = defineCommand({
  id: 'taskdef.language.use',
  title: 'Treat File as Task Definition',
  places: [inPaletteFor('json', 'jsonc')],
  needsTrust: 'nothing',
  ask: (_, args) => documentOf(args),
  run: (_, uri) => useLanguage(uri),
});
