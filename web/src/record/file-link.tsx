// A stored file: one click shows a picture and downloads anything else; how big it is stands beside it.

import { IconDownload, IconFile, IconPhoto } from '@tabler/icons-react';
import type { FileValue, Item } from '../app/types';
import { formatSize } from '../ui/format';
import { language, t } from '../ui/language';

/** What the server shows in place; everything else is downloaded. */
const isShown = (type: string | undefined) => Boolean(type?.startsWith('image/') && !type.startsWith('image/svg'));

/** Where the content lies, and how a link leads to it. */
function wayTo({ id, title, type }: Pick<FileValue, 'id' | 'title' | 'type'>) {
  const content = `/api/v1/file/${id}/content`;
  return isShown(type) ? { href: `${content}?inline=true`, target: '_blank', rel: 'noreferrer' } : { href: content, download: title };
}

/** `bare`: beside an icon that says already what it is. */
export function FileLink({ file, bare }: { file: FileValue; bare?: boolean }) {
  const Drawn = isShown(file.type) ? IconPhoto : IconFile;
  return (
    <span className="file-link">
      {!bare && <Drawn size={15} stroke={1.6} aria-hidden />}
      <a className="cut" {...wayTo(file)} onClick={(event) => event.stopPropagation()}>{file.title}</a>
      {file.size > 0 && <small className="faint number">{formatSize(file.size, language())}</small>}
    </span>
  );
}

/** What is known of a file, from its record. */
export const fileOf = (item: Pick<Item, 'id' | 'title'> & Record<string, unknown>): FileValue => ({ id: item.id, title: item.title, size: Number(item.size ?? 0), type: String(item.type ?? '') });

/** On the page of a file: the quick thing to do with it. */
export function TakeFile({ item }: { item: Item }) {
  const file = fileOf(item);
  return (
    <a className="button primary" {...wayTo(file)}>
      <IconDownload size={16} aria-hidden />
      {t(isShown(file.type) ? 'file.show' : 'file.download')}
    </a>
  );
}
