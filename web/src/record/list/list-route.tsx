// The list a place of the address names.

import { useParams } from '@tanstack/react-router';
import { Lost } from '../../app/lost';
import { placeNamed } from '../../app/places';
import { ListPage } from './list-page';

export function ListRoute() {
  const { place: name } = useParams({ from: '/inside/$place' });
  const place = placeNamed(name);
  return place ? <ListPage key={name} place={place} /> : <Lost />;
}
