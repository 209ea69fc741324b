-- How every action stood in every edition that shows it.
create view status_history as
select s.action, a.title, s.position as step, o.edition, e.published_from as published, o.label, o.deadline,
    o.status_category, o.status, o.owner, s.sure, o.id as observation
from steps s
join actions a on a.id = s.action
join observations o on o.id = s.observation
join editions e on e.id = o.edition
order by s.action, s.position;

-- Every deadline that moved later.
create view slips as
select v.action, a.title, v.edition, e.published_from as published, v.was, v.now, v.detail, v.sure, v.observation
from events v
join actions a on a.id = v.action
join editions e on e.id = v.edition
where v.kind = 'deadline-slipped'
order by e.position, v.action, v.position;

-- The last day that each deadline can mean, with codes by what they are known to mean.
create view due as
select d.observation, max(coalesce(d.date_to, c.date_to)) as due
from observation_dates d
left join codes c on c.code = d.code and d.date_to is null
where d.field = 'deadline'
group by d.observation;

-- Rows of logs that were past their deadline on the day the log was published, and not called complete or closed.
create view overdue as
select o.edition, e.published_to as published, s.action, o.label, o.action as wording, o.deadline, d.due,
    cast(julianday(e.published_to) - julianday(d.due) as integer) as days_late,
    o.status_category, o.status, o.owner, o.id as observation
from observations o
join editions e on e.id = o.edition
join due d on d.observation = o.id
left join steps s on s.observation = o.id
where e.kind = 'log' and d.due < e.published_to
    and coalesce(o.status_category, 'none') not in ('complete', 'closed', 'superseded')
order by e.position, o.ordinal;

-- Actions that a log left out.
create view not_seen as
select v.action, a.title, a.state, v.edition, e.published_from as published, v.detail, v.sure
from events v
join actions a on a.id = v.action
join editions e on e.id = v.edition
where v.kind = 'not-seen'
order by e.position, v.action;

-- Links that are not sure, with both wordings and the command that settles them.
create view unsure_links as
select l.id as link, l.kind, l.score, l.earlier, one.action as earlier_wording, l.later, two.action as later_wording,
    'throughline review ' || l.earlier || ' ' || l.later as settle
from links l
join observations one on one.id = l.earlier
join observations two on two.id = l.later
where l.judgement = 'unsure'
order by l.id;

-- Findings with their first quote.
create view findings_quoted as
select f.id, f.code, f.severity, f.message, f.hint, q.observation, q.field, q.text as quote
from findings f
left join quotes q on q.finding = f.id and q.position = 0
order by f.id;
