"""English nouns for people, for bodies of people and for writings: who is counted, who speaks."""

PEOPLE = frozenset(
    """accomplice accountant activist actor addict administrator adult adviser advisor agent aide
    alien ally ambassador analyst antiquarian applicant archaeologist arrestee arsonist artist
    assailant associate athlete attacker attendee attorney auctioneer auditor author baby banker
    barber beneficiary bidder biologist blackmailer blogger bodyguard bomber boss bouncer boy
    boyfriend breeder bride broker brother builder burglar businessman businesswoman buyer
    bystander candidate captain captive carjacker carrier celebrity chairman chef chemist chief
    child citizen civilian claimant classmate cleric clerk client coconspirator codefendant
    coder cofounder colleague collector colonel commander commando commissioner companion
    complainant conspirator consumer contractor convict cook cop councillor councilor
    counterfeiter courier cousin creditor crewman crewmember crook cultivator curator customer
    cybercriminal cyclist daughter dealer deckhand defector defendant delegate dentist deportee
    deputy descendant detainee detective developer diplomat director dissident distributor diver
    docker doctor donor driver drugmaker economist elder electrician employee enforcer engineer
    envoy escapee evader executive expert exporter extortionist extremist facilitator fan farmer
    father felon fighter financier firefighter fisher fisherman fixer follower footballer
    foreigner forger founder fraudster friend fugitive gallerist gangster general girl
    girlfriend governor groom grower guard guerrilla guest gunman gunrunner guy hacker handler
    harvester heir helper henchman herder hijacker hitman host hostage hunter imam immigrant
    importer individual infant informant informer inhabitant inmate insider inspector
    intermediary intern interpreter investigator investor islander jailer jeweler jeweller
    jihadi journalist judge juror juvenile killer kingpin laborer labourer launderer lawmaker
    lawyer leader lieutenant lobbyist local logger lookout looter lover magistrate man manager
    manufacturer marine mariner marshal mastermind mayor mechanic medic member mercenary
    merchant middleman migrant militant miner minister minor mobster moderator monk mother
    motorist mule murderer national negotiator neighbor neighbour nominee nun nurse offender
    officer official operative operator organiser organizer orphan owner paedophile paramedic
    parent participant partner passenger pastor patient pawnbroker peddler pedophile pensioner
    people person pharmacist physician pilot pimp pirate plaintiff player plumber poacher
    policeman policewoman politician porter president priest prisoner producer professor
    programmer prosecutor prostitute protester pupil purchaser pusher racketeer ranger rapist
    rebel recipient recruit recruiter refugee relative reporter representative resident
    respondent rider ringleader robber roommate runner sailor salesman salesperson saleswoman
    scammer scholar schoolboy schoolgirl scientist seafarer seaman secretary seller senator
    sergeant serviceman shareholder shepherd sheriff shooter shopper sibling singer sister
    skipper smuggler sniper soldier son source specialist spokesman spokesperson spokeswoman
    spouse spy staffer stowaway student subordinate subscriber supervisor supplier supporter
    survivor suspect swindler tailor taxpayer teacher technician teen teenager terrorist thief
    toddler tourist trader trafficker trainee translator transporter trapper tribesman troop
    trooper trucker trustee twin underling user vendor veterinarian victim villager visitor
    volunteer voter waiter warden welder wholesaler widow wife winner witness woman worker
    youngster youth""".split()
)
"""Lemmas; of a word with a hyphen ("co-defendant") the last part counts."""

NATIONALS = frozenset(
    """Afghans Arabs Azeris Bangladeshis British Britons Brits Croats Czechs Danes Dutch Dutchmen
    Emiratis Englishmen Filipinos Finns Frenchmen Greeks Iraqis Irish Irishmen Israelis Kazakhs
    Kurds Kuwaitis Kyrgyz Nepalis Omanis Pakistanis Poles Qataris Saudis Scots Serbs Slovaks
    Slovenes Somalis Spaniards Swedes Swiss Tajiks Thais Turks Uzbeks Yemenis""".split()
)
"""Plurals of nationals that do not end in "-ans", "-ese" or "-ards"."""

BODIES = frozenset(
    """administration agency army assembly association authority board body bureau cartel centre
    center chamber charity coalition commission committee company congress corporation council
    court customs defence defense delegation department embassy exchange firm force foundation gang
    government group institute judiciary jury lab laboratory line maker media military ministry
    navy network office operator organisation organization outlet panel parliament party police
    prosecution regulator ring senate service side squad state syndicate team treasury tribunal
    union university unit watchdog""".split()
)
"""Lemmas: "it" can stand for them, and so can "they"."""

WRITINGS = frozenset(
    """account advisory affidavit agreement analysis announcement application article assessment
    bill brief briefing bulletin charge citation complaint database decision declaration disclosure
    document dossier email e-mail evidence file filing finding guidance indictment information
    injunction judgement judgment lawsuit letter log memo memoir memorandum message motion news
    newspaper note notice opinion order paper petition plea post press record release report ruling
    sheet statement statistics study submission suit summary survey testimony text transcript tweet
    verdict warrant website writ""".split()
)
"""Lemmas of what is quoted as if it spoke: "the records show"."""
