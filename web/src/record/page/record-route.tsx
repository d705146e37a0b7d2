// The record the address names.

import { useParams } from '@tanstack/react-router';
import { Lost } from '../../app/lost';
import { placeNamed } from '../../app/places';
import { RecordPage } from './record-page';

export function RecordRoute() {
  const { place: name, id } = useParams({ from: '/inside/$place/$id' });
  const place = placeNamed(name);
  return place ? <RecordPage place={place} id={id} /> : <Lost />;
}
