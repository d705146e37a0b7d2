// What happened lately, everybody's.

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { objectNamed } from '../../app/session';
import type { LinkValue } from '../../app/types';
import { fewQuery } from '../../record/store';
import { Unread } from '../../record/unread';
import { Avatar } from '../../ui/avatar';
import { formatAgo } from '../../ui/dates';
import { language, t } from '../../ui/language';
import { fieldNamed, asText } from '../../record/values';
import './words';

export function Recent() {
  const activity = objectNamed('activity');
  const answer = useQuery({ ...fewQuery('activity', { sort: '-created_at', limit: 14 }), enabled: Boolean(activity?.can.read) });
  const { data } = answer;
  const kind = activity && fieldNamed(activity.fields, 'kind');
  return (
    <section className="panel">
      <h2>{t('home.recent')}</h2>
      <Unread of={answer} />
      {data?.items.map((item) => {
        const by = item.created_by as LinkValue | null;
        const party = item.party as LinkValue | null;
        const what = String(item.subject || item.body || item.title || '');
        return (
          <div key={item.id} className="home-line">
            {by && <Avatar name={by.title} size={22} />}
            <Link to="/$place/$id" params={party ? { place: 'party', id: party.id } : { place: 'activity', id: item.id }}>
              <span className="row-title cut">{what}</span>
              <small className="cut">{[kind && asText(kind, item.kind), party?.title].filter(Boolean).join(' · ')}</small>
            </Link>
            <small>{formatAgo(String(item.created_at), language())}</small>
          </div>
        );
      })}
      {data?.items.length === 0 && <p className="quiet">{t('home.noRecent')}</p>}
    </section>
  );
}
