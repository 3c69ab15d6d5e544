"""What statistics of American public schools say, each with its source, and what no source was found for."""

from types import MappingProxyType

CLASS_SIZE = MappingProxyType({"elementary": 20.9, "middle": 24.9, "high": 23.3})
"""Students in a class: self-contained in primary schools, departmentalized in middle and high schools.

Source: NCES, National Teacher and Principal Survey 2017-18, "Average class size in public schools, by school level,
class type" (nces.ed.gov/surveys/ntps/tables/ntps1718_fltable06a_t1n.asp).
"""
CLASS_SIZE_2021 = MappingProxyType({"elementary": 19.1, "middle": 22.0, "high": 21.0})
"""The same three years later.

Source: NCES, National Teacher and Principal Survey 2020-21, "Average public school class size"
(nces.ed.gov/surveys/ntps/estable/table/ntps/ntps2021_fl07_t1n).
"""
CREDITS_A_YEAR = 26.68 / 4
"""Credits that a public high school graduate earned in one of four years, which is courses in one year.

Source: NCES, Career and Technical Education Statistics, table H175, graduates of 2013 (nces.ed.gov/surveys/ctes).
"""
ITINERANT = 0.034
"""Share of public school teachers who serve more than one school.

Source: NCES, Schools and Staffing Survey 2003-04, table 25, "Itinerant teacher", all public schools
(nces.ed.gov/surveys/sass/tables/sass_2004_25.asp).
"""
LEVEL_SHARES = MappingProxyType({"elementary": 52.8, "middle": 16.4, "high": 24.0})
"""Schools by level, in percent; the rest are prekindergartens and others, which are left out here.

Source: NCES, Digest of Education Statistics 2023, table 216.30, 2022-23.
"""
PUPILS_A_TEACHER = 15.4
"""Source: NCES, Digest of Education Statistics 2023, table 216.30, 2022-23."""
TWO_PARENTS, ONE_PARENT = 0.69, 0.27
"""Share of children under 18 who live with two parents, and with one.

Source: U.S. Census Bureau, Current Population Survey, Annual Social and Economic Supplement 2016, America's Families
and Living Arrangements.
"""
TWO_OF_ANY = TWO_PARENTS / (TWO_PARENTS + ONE_PARENT)
"""Of the children who live with a parent, the share who live with two."""
MOVERS, LEAVERS = 0.08, 0.08
"""Share of public school teachers who change their school, or leave, from one year to the next.

Source: NCES, Teacher Follow-up Survey 2021-22 (NCES 2024-039), public school teachers.
"""

CO_TAUGHT = 0.10
"""Share of classes with a second teacher. Assumed: no published share of classes was found."""
SHARED_EMAIL = 0.05
"""Share of couples of guardians who give one e-mail address. Assumed: no published share was found."""
SHARED_MOBILE = 0.08
"""Share of couples of guardians who give one mobile number. Assumed: no published share was found."""
SIBLINGS = (1, 1, 1, 1, 2, 2, 2, 3, 3, 3)
"""Children at school of ten families: 1.9 each. Assumed."""
TAKERS = (1, 1, 1, 1, 1, 1, 0.85, 0.32)
"""Share of middle and high school students who have a class in each period: 7.2 classes, of which `CREDITS_A_YEAR` earn
a credit. That the rest, half a class, earns none is assumed."""
