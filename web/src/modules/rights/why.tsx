// Answers "why can they see this?": finds a record and says which role lets them read it, or that none does.

import { IconCheck, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { get } from '../../app/api';
import { meta, objectNamed } from '../../app/session';
import type { LinkValue, Page } from '../../app/types';
import { LinkPanel } from '../../record/edit/link-panel';
import { Button } from '../../ui/button';
import { label, t } from '../../ui/language';
import { Popover } from '../../ui/popover';
import { filterFor, grantOf, levelOf, management, type Given } from './grants';
import type { Held } from './person-rights';
import { roleLabel } from './role-label';
import './words';

interface Reason {
  text: string;
  holds: boolean;
}

const reaches = async (object: string, id: string, filter: object) =>
  (await get<Page>(object, { filter: JSON.stringify({ id, or: [filter] }), limit: 1 })).items.length > 0;

async function reasons(held: Held, record: LinkValue): Promise<Reason[]> {
  const object = objectNamed(record.object)!;
  const what = label(object.plural, object.name);
  if (held.everything) return [{ holds: true, text: t('why.administrator', { name: held.name }) }];
  if (object.setting || management.includes(object.name)) return [{ holds: true, text: t('why.setting') }];
  if (object.parent || object.grant.follows) return [{ holds: true, text: t('why.follows', { what: label(objectNamed(object.parent ?? '')?.label) || t('why.itsRecord') }) }];
  const found: Reason[] = [];
  for (const role of held.roles) {
    const given: Given = grantOf(role.grants, object.name).read;
    const filter = filterFor(object, given, held.person, held.teams);
    const level = levelOf(given);
    const values = { role: roleLabel(role.name), what };
    if (filter === null) found.push({ holds: false, text: t('why.none', values) });
    else {
      const holds = !Object.keys(filter).length || (await reaches(object.name, record.id, filter));
      found.push({ holds, text: t(`why.${level as 'all'}.${holds ? 'yes' : 'no'}` as 'why.mine.yes', values) });
    }
  }
  if (!found.length) found.push({ holds: false, text: t('why.noRole', { name: held.name }) });
  return found;
}

export function Why({ held }: { held: Held }) {
  const button = useRef<HTMLButtonElement>(null);
  const [picking, setPicking] = useState(false);
  const [record, setRecord] = useState<LinkValue | null>(null);
  const { data } = useQuery({ queryKey: ['why', held.person.id, record], queryFn: () => reasons(held, record!), enabled: record !== null });
  const to = meta().objects.filter((object) => object.menu && object.menu.group !== 'settings').map((object) => object.name);
  const sees = data?.some((reason) => reason.holds);
  return (
    <div className="why">
      <Button ref={button} look="outline" onClick={() => setPicking(true)}>{record ? record.title : t('why.pick')}</Button>
      {record && data && (
        <div className="why-answer" role="status">
          <b>{t(sees ? 'why.sees' : 'why.seesNot', { name: held.name, record: record.title })}</b>
          {data.map((reason) => (
            <p key={reason.text}>
              {reason.holds ? <IconCheck size={15} className="good" aria-hidden /> : <IconX size={15} className="faint" aria-hidden />}
              {reason.text}
            </p>
          ))}
        </div>
      )}
      {picking && (
        <Popover anchor={button} label={t('why.pick')} onClose={() => setPicking(false)}>
          <LinkPanel
            field={{ name: 'record', kind: 'link_any', label: {}, to, required: true }}
            value={null}
            onPick={(picked) => {
              setPicking(false);
              setRecord(picked as LinkValue | null);
            }}
          />
        </Popover>
      )}
    </div>
  );
}
