/*!
 * The three tables below are made from WordNet.
 *
 * WordNet Release 3.0
 *
 * This software and database is being provided to you, the LICENSEE, by
 * Princeton University under the following license.  By obtaining, using
 * and/or copying this software and database, you agree that you have
 * read, understood, and will comply with these terms and conditions.:
 *
 * Permission to use, copy, modify and distribute this software and
 * database and its documentation for any purpose and without fee or
 * royalty is hereby granted, provided that you agree to comply with
 * the following copyright notice and statements, including the disclaimer,
 * and that the same appear on ALL copies of the software, database and
 * documentation, including modifications that you make for internal
 * use or for distribution.
 *
 * WordNet 3.0 Copyright 2006 by Princeton University.  All rights reserved.
 *
 * THIS SOFTWARE AND DATABASE IS PROVIDED "AS IS" AND PRINCETON
 * UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES, EXPRESS OR
 * IMPLIED.  BY WAY OF EXAMPLE, BUT NOT LIMITATION, PRINCETON
 * UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES OF MERCHANT-
 * ABILITY OR FITNESS FOR ANY PARTICULAR PURPOSE OR THAT THE USE
 * OF THE LICENSED SOFTWARE, DATABASE OR DOCUMENTATION WILL NOT
 * INFRINGE ANY THIRD PARTY PATENTS, COPYRIGHTS, TRADEMARKS OR
 * OTHER RIGHTS.
 *
 * The name of Princeton University or Princeton may not be used in
 * advertising or publicity pertaining to distribution of the software
 * and/or database.  Title to copyright in this software, database and
 * any associated documentation shall at all times remain with
 * Princeton University and LICENSEE agrees to preserve same.
 */

/**
 * Verbs of one synonym set of WordNet 3.1 (`data.verb`) that are each used in that sense in its tagged texts, as their first or
 * second sense (`index.sense`): the sets of rarer senses make synonyms of what no reader takes for one.
 */
// biome-ignore format: a table
const SETS =
  'abhor loathe/abide bide/abide brook endure tolerate/abridge foreshorten shorten/absorb assimilate ingest/' +
  'abstract pilfer purloin/abuse maltreat/accede bow defer/accelerate quicken speed/accentuate emphasize stress/' +
  'acclaim hail herald/accommodate adapt/accommodate fit suit/accomplish achieve attain/accomplish fulfil fulfill/accord allot/' +
  'accumulate amass/accumulate collect compile/acknowledge admit/acquaint introduce/acquiesce assent/acquire get/acquit exonerate/' +
  'act behave/activate actuate spark trigger/adapt conform/adjoin butt/adjust align/admonish warn/adopt borrow/adopt espouse/' +
  'adorn decorate grace ornament/advance progress/adventure chance gamble risk/advertise publicize/advise counsel/advise notify/' +
  'advocate preach/advocate recommend urge/affirm assert swan swear/affirm confirm corroborate substantiate/affix append/' +
  'afford give yield/affront insult/aggravate exacerbate/aggravate exasperate/agree concur/aid assist help/aim purport/alarm alert/' +
  'allege say/alleviate facilitate/alleviate relieve/allocate apportion/allot assign/allow let permit/alter change/alter vary/' +
  'amaze astonish astound/amaze baffle bewilder mystify puzzle/ambush bushwhack waylay/amend better improve/amount number total/' +
  'amplify magnify/analyse analyze examine study/anchor ground/animate enliven inspire/annihilate eradicate/announce declare/' +
  'annoy bother irritate vex/answer reply respond/antagonise counteract/anticipate counter/anticipate expect/appear look seem/' +
  'appease conciliate gentle mollify pacify/apply employ use utilize/appoint constitute/appraise assess evaluate/' +
  'apprehend arrest collar nab nail/apprehend comprehend grasp savvy/approach near/appropriate conquer/appropriate reserve/' +
  'approve sanction/approximate estimate gauge/arbitrate intercede mediate/argue contend/argue reason/arise originate/arm gird/' +
  'arouse awake awaken wake/arouse elicit evoke provoke/arrive come/arrogate claim/articulate phrase word/ascertain determine/' +
  'ascertain ensure insure/ascribe attribute impute/assail assault/assemble gather/assign delegate designate/' +
  'associate connect link relate/associate consort/assume presume/assure ensure guarantee insure/atone expiate/attain reach/' +
  'attempt essay try/attempt undertake/attest certify evidence manifest/attract pull/augur bode portend predict presage/' +
  'avenge retaliate revenge/avert avoid/award grant/back endorse indorse/badger bug pester tease/bait tantalize taunt tease/' +
  'bang slam/banish ostracize/banter chaff kid/bar barricade block/bask enjoy relish savor/batter buffet/battle combat/bawl bellow/' +
  'beam shine/beat vanquish/beckon wave/become get/bedamn damn imprecate/befog cloud obscure/befuddle confound confuse/' +
  'beg implore pray/beg solicit/beget father sire/begin commence start/beguile bewitch captivate capture charm/belie contradict/' +
  'believe conceive think/bemoan bewail/benefit profit/berate chide lecture rebuke scold/beset chivy harry plague/' +
  'besmirch calumniate/bespeak indicate signal/bind bond/bite sting/blame fault/blanch pale/blare blast/blaspheme curse cuss swear/' +
  'blast boom smash/blight plague/block hinder obstruct/bloom blossom flower/blossom unfold/blunder goof/blurt ejaculate/' +
  'blush flush redden/bluster boast brag/board room/boast feature sport/boom din/boost hike/border bound/border surround/' +
  'bore drill/bounce rebound ricochet/bound jump leap spring/box package/brace poise/brace steady/brandish wave/brave endure/' +
  'breach transgress violate/breed engender/bribe buy/broaden extend/brood dwell/bruit rumor/budge stir/build construct/' +
  'bump encounter find/bunch cluster/burrow tunnel/bury entomb inter/bustle hustle/busy occupy/butcher slaughter/buy purchase/' +
  'cable telegraph wire/calculate compute/calculate estimate figure forecast reckon/call name/calm quiet still/calm steady/' +
  'camp encamp/canvass poll/careen lurch reel stagger/carry transport/cart drag haul/catapult sling/cater ply provide/' +
  'cause induce stimulate/cavort frolic romp skylark/cease discontinue quit stop/cease end terminate/celebrate fete/' +
  'center concentrate focus pore rivet/challenge dispute/channel transmit/chant intone/charter hire/chase dog trail/chat jaw/' +
  'cheat jockey/cheer embolden/chill cool/choose prefer/choose select/chortle chuckle/cipher encipher/circulate disseminate/' +
  'circumscribe limit/cite mention refer/clamber scramble/clarify elucidate/class classify/cleave split/click tick/' +
  'climax culminate/cling cohere/clock time/close shut/clot coagulate/clothe dress/clutch seize/coalesce fuse merge mix/' +
  'coax wheedle/coddle pamper/coerce force pressure/coil gyrate spiral/coincide concur/collaborate cooperate/comb ransack/' +
  'combine compound/comfort console solace soothe/comfort ease/commandeer hijack/commit dedicate devote/commit perpetrate/' +
  'compel oblige/compensate counterbalance/compete vie/complete finish/complicate refine/compliment congratulate/' +
  'compound deepen intensify/comprehend perceive/compress constrict/comprise contain incorporate/con defraud swindle/conceal hide/' +
  'concede confess/concern interest/concern pertain refer relate/conclude reason/condemn decry excoriate/condition discipline/' +
  'confide entrust intrust/confine limit throttle/confirm reassert/confront face/congratulate felicitate/' +
  'conjecture hypothesize speculate theorize/connote imply/conquer subdue suppress/consider regard view/consist dwell/' +
  'construct manufacture/construe interpret/consume down/consume ingest/contaminate foul/contend postulate/continue keep/' +
  'continue proceed/contrast counterpoint/contribute impart lend/contrive design/contrive devise formulate invent/control curb/' +
  'cook prepare ready/coordinate organise/cope grapple/copy imitate simulate/correct redress/correspond equate/correspond match/' +
  'corrupt deprave/count matter/couple mate pair/court woo/cower huddle/crackle crunch/crawl creep/creak screech squeak/' +
  'crease wrinkle/creep sneak/cringe flinch quail recoil shrink wince/cringe grovel/criticise criticize/croak die expire perish/' +
  'cross intersect/cross traverse/crouch squat/crouch stoop/crow gloat/crowd herd/crumble crumple/crush mash squash squeeze/' +
  'crush oppress suppress/cry holler scream shout squall yell/cry weep/crystallize illuminate/cuddle nestle nuzzle snuggle/' +
  'curtail restrict/curve sheer swerve veer/curve wind/cut reduce/dab pat/dampen moisten/dampen stifle/dart dash scoot scud/' +
  'dart flit flutter/dash smash/daunt scare/daydream dream woolgather/deal plow/deceive delude/decelerate slow/' +
  'decide resolve settle/declaim recite/decline refuse reject/decline worsen/decrease diminish lessen/deduce derive infer/' +
  'deduct subtract/deduct withhold/defeat kill/defeat overcome/defer postpone shelve/define delimit/defy resist/defy withstand/' +
  'delight please/delight revel/delve dig/demand necessitate need require/demonstrate present show/demonstrate prove show/' +
  'demote relegate/demur except/depart deviate vary/depict describe/depict picture/deposit lodge stick wedge/deprive divest strip/' +
  'derive gain/descend fall/describe report/desert forsake/deserve merit/desire hope/desire want/despatch dispatch/' +
  'despise disdain scorn/despoil ransack rifle/destine doom/destine intend/destroy ruin/detect discover find notice observe/' +
  'deter discourage/determine influence shape/detest hate/detonate explode/develop evolve/deviate divert/diagram plot/' +
  'dictate prescribe/differ disagree/differentiate distinguish/diffuse permeate pervade/dip dunk/disable incapacitate/' +
  'disallow forbid prohibit proscribe veto/disappear vanish/discard dispose/discern distinguish/discharge dispatch/' +
  'disclose divulge expose reveal/discount dismiss disregard ignore/discover hear learn/disdain scorn spurn/disentangle extricate/' +
  'disgrace dishonor dishonour shame/disk harrow/dispense distribute/disperse dissipate scatter/disperse sprinkle/display exhibit/' +
  'dispute quarrel/disregard ignore snub/disrobe strip undress/disrupt interrupt/dissemble feign pretend/distill purify/' +
  'distort falsify warp/distribute spread/distrust mistrust suspect/disturb trouble/dive plunge/divide split/do make/do perform/' +
  'dominate predominate prevail reign/dot stud/doze drowse/draw pull/draw reap/dread fear/dribble trickle/drift err stray/' +
  'drift float/drive motor/droop sag/drown submerge/dub nickname/dupe gull/duplicate repeat/earn garner/' +
  'echo resound reverberate ring/eclipse overshadow/eddy purl swirl/edge inch/educate train/effect effectuate/elaborate expound/' +
  'elate uplift/elevate lift raise/elevate promote/elude evade/emancipate liberate/embed imbed implant plant/embellish pad/' +
  'embody personify/embrace encompass/embrace hug/emphasize underline underscore/employ hire/enact ordain/enchant enthrall/' +
  'enclose envelop/encounter meet/encourage further promote/endanger imperil jeopardize menace threaten/endeavor strive/' +
  'endow gift invest/enforce implement/enforce impose/engage pursue/engrave inscribe/engross engulf immerse steep/enjoin order/' +
  'enquire inquire/enrol enroll recruit/ensue result/entail mean/enter participate/enthrone vest/entice lure tempt/entitle title/' +
  'enumerate itemize/enunciate pronounce/envisage imagine/envision fancy picture visualize/envision foresee/epitomize typify/' +
  'equal rival/erode gnaw/eschew shun/establish found institute/establish found launch/esteem respect/evade hedge sidestep skirt/' +
  'evidence testify/exaggerate magnify/exalt glorify/exceed top transcend/excel surpass/except exclude omit/excise expunge/' +
  'excite stimulate/exclaim proclaim promulgate/excuse pardon/exemplify illustrate/exercise exert/exercise practice/exert wield/' +
  'exist subsist/expect require/expend spend/express utter/extenuate mitigate/extrapolate generalize infer/fail miscarry/' +
  'fail neglect/faint swoon/fake forge/falter waver/fascinate intrigue/fascinate transfix/fasten fix secure/fathom penetrate/' +
  'feature have/fight oppose/file register/fix mend repair/flail lam thrash/flash twinkle wink/flicker flutter quiver/flip toss/' +
  'float swim/flog lash slash whip/flood swamp/flounder stagger/flourish prosper thrive/flub spoil/fly wing/foil frustrate thwart/' +
  'fool gull/forbid foreclose forestall preclude prevent/force impel/forego precede/foreknow foresee/forgo waive/form organize/' +
  'forswear retract/fortify strengthen/foster further/free liberate loose release/free rid/frequent patronize shop/fret fuss/' +
  'frighten scare/fulfill satisfy/fumble grope/function operate/function serve/furnish provide render supply/fuss mother/' +
  'gabble prattle/gain win/gape gawk/gasp pant/gaze stare/germinate sprout/gesticulate gesture motion/giggle titter/glance glint/' +
  'glare glower/gleam glint glisten glitter/glean harvest reap/glue paste/glut gorge overeat overindulge/go move travel/goad spur/' +
  'govern regulate/grade rank rate/grapple grip/gratify satisfy/groan moan/growl rumble/grumble mutter/grumble scold/' +
  'guess hazard venture/guess imagine reckon suppose think/guide lead/guide maneuver steer/gush spout/halt stop/handle manage/' +
  'handle treat/hanker long yearn/happen occur/harbor nurse/hasten hurry/hasten race rush speed/haunt obsess/haunt stalk/' +
  'hawk huckster peddle/heal mend/heap pile/hesitate pause/hesitate waver/highlight spotlight/hinder impede/hint suggest/' +
  'hitch hobble limp/hold keep maintain/honor honour reward/honor respect/hook rob soak/howl wail/hulk loom tower/humble humiliate/' +
  'hurl hurtle lunge/hurt smart/hush silence still/identify name/idle laze/idolize revere worship/illuminate illumine light/' +
  'immerse plunge/impair mar/impede obstruct occlude/impose inflict/impress strike/imprison jail/incite instigate/' +
  'incite motivate prompt/incline tend/incorporate integrate/indicate point/infest overrun/inhabit live populate/' +
  'initiate originate/injure wound/innovate introduce/inquire wonder/instal install/instruct teach/insulate isolate/integrate mix/' +
  'interfere intervene/interlace intertwine lace twine/interlock mesh/interweave weave/intrude trespass/inveigh rail/' +
  'invent manufacture/irrigate water/issue publish/issue supply/jab poke/jabber spout/jam pile throng/jangle jingle/jar jolt/' +
  'jeer scoff/jeopardize stake/jerk twitch/jerk yank/jest joke/jimmy prise pry/jog ramble/joggle wiggle/journey travel/junk scrap/' +
  'justify vindicate/label mark tag/labor toil/lam run/lap lick/last survive/lavish shower/lay place position put set/lead result/' +
  'lean tilt/lease rent/lend loan/like wish/linger loiter lurk tarry/locate situate/lock mesh/loot plunder/lurch pitch/lurk skulk/' +
  'maintain preserve/maroon strand/marry wed/massacre slaughter/master overcome surmount/meander thread wind/' +
  'meditate mull muse ponder reflect/melt thaw unthaw/mention note observe remark/merchandise trade/merge unify unite/mingle unify/' +
  'minimize understate/misconstrue misunderstand/mislay misplace/mobilize rally/model mold mould/model pattern/modernize overhaul/' +
  'mount wax/mouth speak talk/muffle stifle/mumble mutter/need want/nip pinch/nose poke/note notice/nudge prod/obtain receive/' +
  'occupy reside/offer proffer/orbit revolve/orient point/outdo outstrip surpass/outline sketch/outrage scandalize shock/' +
  'outsmart overreach/overhaul overtake/overpower overwhelm/overthrow subvert/own possess/paraphrase rephrase/patch piece/' +
  'patrol police/patronize sponsor/pelt pepper/pen write/penalize punish/perch roost/persevere persist/phone telephone/' +
  'pipe shriek shrill/pitch toss/pivot swivel/plod trudge/polish refine/polish smooth/pommel pummel/potter tinker/pounce swoop/' +
  'pound ram/pour swarm/practise rehearse/prance strut swagger/preserve uphold/press urge/print publish/prize treasure value/' +
  'process treat/procrastinate stall/procure secure/project protrude/propose suggest/pulsate pulse throb/quake quiver/' +
  'quash repress subdue subjugate/quell squelch/rage storm/range roam rove stray wander/ratify sign/react respond/' +
  'realize recognize/realize see understand/reassign transfer/rebuff repulse/rebuff snub/rebuild reconstruct/rebut refute/' +
  'recall recollect remember/recede retreat withdraw/reconnoiter scout/recover regain retrieve/recreate revive vivify/reek smack/' +
  'reel spin/reenforce reinforce/reexamine review/refashion remake/refill replenish/refund repay/regroup reorganize/' +
  'reinforce reward/reissue reprint/reiterate repeat restate/rejoin retort/remain stay/rend rip rive/repeal rescind/' +
  'replace supersede supplant/represent symbolize/resign vacate/resurrect upraise/retch vomit/retire withdraw/' +
  'revere reverence venerate/revolve rotate/rinse wash/ripple ruffle undulate/roar thunder/rock sway/rub scratch/rupture snap tear/' +
  'sail sweep/salute toast/salvage save/sashay sidle/savor taste/say state tell/scamper scurry scuttle/scorch sear/scour scrub/' +
  'screen test/search seek/secede splinter/sew stitch/shamble shuffle/shiver shudder/shrink wither/sign subscribe/slacken slow/' +
  'slant weight/sleep slumber/slice slit/slip steal/slop spill/slop splash/smother suffocate/smother surround/snap snarl/' +
  'snare trap/snicker snigger/snoop spy/soar surge/span traverse/specify stipulate/splash sprinkle/spot spy/sprawl straggle/' +
  'squirm twist wriggle writhe/stammer stutter/stamp stomp/state submit/stay stick/step tread/strain strive/strangle throttle/' +
  'stuff thrust/stumble trip/sub substitute/suffer sustain/summate total/superintend supervise/surmise suspect/swap switch/' +
  'swarm teem/sway swing/swirl twiddle twirl whirl/synthesise synthesize/tackle undertake/test try/thrash thresh/thud thump/' +
  'tire weary/topple tumble/torment torture/trample tread/transform transmute/unlace untie/wag waggle/wail whimper/wallop whack/' +
  'whir whiz/wrack wreck/yap yelp';

/**
 * Nouns, adjectives and adverbs of one synonym set (`data.noun`, `data.adj`, `data.adv`), each tagged twice or more in that sense, as its
 * first or second. Sets of words that are spelled alike are left out.
 */
// biome-ignore format: a table
const OTHERS =
  'abdomen belly stomach/abiding enduring/about approximately roughly some/above supra/abruptly suddenly/absently absentmindedly/' +
  'absolute sheer/absolutely perfectly utterly/absorbed engrossed intent/acceptance adoption/accepted recognized/' +
  'accomplishment achievement/accordingly consequently/account history/accretion accumulation/ace one unity/acetonemia ketosis/' +
  'acquaintance familiarity/acres estate/action activity/active fighting/actually really/acutely keenly/adequate enough/' +
  'adjacent next/adjustment alteration modification/admonition warning/adult grownup/advance improvement/advertisement advertising/' +
  'aesthetic esthetic/affair matter/affectionate fond/affiliation tie/aforesaid said/after afterward afterwards later subsequently/' +
  'aged elderly older/agency bureau office/agenda schedule/aghast dismayed/agony suffering/agreement correspondence/' +
  'agreement understanding/aid assistance/aid assistance help/ailing peaked/ailment complaint/aim intent intention purpose/' +
  'aim object objective/airplane plane/akin kindred/alarm consternation dismay/alertness vigilance/alien exotic/alien foreigner/' +
  'alike similar/all altogether completely entirely totally wholly/allegory parable/almost nearly virtually/' +
  'alone entirely exclusively only solely/alone lonely/also likewise too/alteration change/altercation fracas/always ever/' +
  'amazed astonished stunned/amazement astonishment/amazing astonishing/ambitious challenging/ammo ammunition/amorphous shapeless/' +
  'amount sum/ample plentiful/anatomy figure flesh/ancestry lineage pedigree/animal beast creature/annihilation obliteration/' +
  'announcement proclamation/annoyance irritation/answer reply/answer result solution/antagonist opponent/antipathy distaste/' +
  'anxiously uneasily/anyhow anyway/apiece each/apparatus setup/apparent evident plain/apparent seeming/apparently seemingly/' +
  'appeal charm/applause clapping/appreciation hold/apprehension understanding/approach coming/appropriately suitably/' +
  'approximation estimate/apt given/arbitrarily randomly/ardor zeal/argument controversy/argument statement/artillery gun/' +
  'aspect facet/ass seat/assemblage gathering/assistant help/assurance confidence/astonishingly surprisingly/' +
  'attack onrush onslaught/attempt effort endeavor try/attention care/attire dress/attitude posture/attorney lawyer/' +
  'attribute dimension/author writer/authorities government regime/authority potency/auto automobile car/autumn fall/average mean/' +
  'average norm/average ordinary/award honor laurels/away forth off/awful awfully terribly/awful dreadful frightening terrible/' +
  'awful terrible unspeakable/babe baby infant/back backward rearward/backing patronage/bad badness/badly ill poorly/' +
  'badly seriously severely/balustrade banister/band circle/bang clap/bang smash/bar ginmill saloon/bare naked nude/' +
  'barely hardly scarcely/bargain deal/basement cellar/basically essentially fundamentally/bastard prick/bathtub tub/' +
  'batter hitter slugger/battle engagement fight/battle struggle/battlefield field/bearded bewhiskered/bearer carrier/' +
  'before earlier/beginning outset start/behavior conduct/being existence/being organism/belief feeling impression notion/' +
  'bellow hollering roar/beloved dear/belowground underground/bewildered confused/biblical scriptural/big large/bigger larger/' +
  'bitterness resentment/bizarre eccentric/blanket cover/blatant vociferous/blazing glaring/blithely happily merrily/' +
  'bloom blossom flower/board plank/bogus fake phony/bony scrawny skinny/boom roar roaring thunder/boost encouragement/' +
  'boring tedious/boss foreman/boundary edge/brain wit/breadth width/breast tit/brilliant superb/broad extensive wide/broad wide/' +
  'brooding reflective/brook creek/brow eyebrow/brow forehead/brush thicket/bucket pail/buff devotee lover/build physique/' +
  'building construction/building edifice/bulk majority/bullet slug/bunch clump cluster/bunch gang/bundle package packet/' +
  'burden load loading/burly husky/burst explosion/burst volley/bush shrub/but just merely only simply/' +
  'calamity catastrophe disaster tragedy/calculation computation/caliber quality/calm calmness composure/campaign crusade/' +
  'cardinal central fundamental key/career vocation/carefully cautiously/cargo freight shipment/carpet rug/case event/' +
  'case instance/castle palace/category class/cattle cows oxen/cemetery graveyard/center centerfield/center halfway middle midway/' +
  'center middle/certain sure/certainly sure surely/chagrin humiliation/chance fortune luck/chance opportunity/' +
  'characteristic feature/chase pursuit/cheap inexpensive/cheering shouting/cheery gay sunny/cherished precious/' +
  'chief main principal/chiefly mainly primarily principally/child kid minor youngster/childish infantile/chill thrill/' +
  'choice select/choice selection/chore job task/chunk clod lump/circuit tour/circular round/circumstance context/' +
  'circumstances luck/city metropolis/clamor din/clangor clash crash/clarity clearness/class grade/classroom schoolroom/' +
  'climate mood/close last/close near/closet cupboard/cloth fabric textile/club society/clumsy ungainly/clutch grip hold/' +
  'coach manager/colony settlement/colored negro/colossal prodigious stupendous/comic funny/comment remark/commentator observer/' +
  'commission committee/commonly normally ordinarily usually/commonwealth country nation/commotion din/companion comrade fellow/' +
  'comparatively relatively/compass range reach scope/competition contest/complex composite/component element factor/' +
  'component part portion/concealed hidden/concentration density/concern fear/concluding final/conclusion decision/' +
  'concurrent simultaneous/condescending patronizing/conduct demeanor/conference league/conflict struggle/' +
  'consequence effect outcome result/consequent resultant/considerably substantially/consistently systematically/' +
  'consolation solace/conspicuously prominently/constantly invariably/constituent element/consultation interview/' +
  'consumption intake uptake/contemplation reflection/contempt disdain scorn/contemptuous scornful/content message/contour shape/' +
  'contribution donation/contrivance gadget/convention rule/conversion transition/conviction sentence/convinced positive/' +
  'correct right/cost price/couch sofa/counseling guidance/countless myriad/cowboy puncher/crack super/craft trade/' +
  'crazily insanely/crazy mad/credo creed/criminal crook/crimson red/crisp sharp/criterion standard/crop harvest/cross transverse/' +
  'crude earthy/cruel savage vicious/cry outcry shout yell/cry yell/cryptic mysterious/cultural ethnic/' +
  'curious funny peculiar queer/curiously oddly peculiarly/currently presently/curse oath/curtain drapery/curved curving/' +
  'custom tradition/cycle round/dad daddy papa/damage harm/damn damned darned goddam goddamned/damn goddamn/damp moist/danger risk/' +
  'dark darkness/darkness shadow/deadlock impasse/dealer trader/dear honey/debris dust/debut entry introduction/deceased gone/' +
  'deceleration slowing/decent nice/decidedly definitely/decomposition disintegration/decrease lessening/decree fiat/' +
  'deeply profoundly/defeat frustration/defeat licking/defender guardian/deficiency lack/deformation distortion/degree level/' +
  'degree stage/deity divinity god/delay wait/deliberately purposely/delicious delightful/delirium frenzy fury/democracy republic/' +
  'demon devil/demonstration presentation/departure deviation difference/dependable reliable/descent origin/deserving worth/' +
  'design plan/despair desperation/despairing desperate/destiny fate/detached isolated separated/detail item/detailed elaborate/' +
  'detection sensing/detector sensor/determination finding/developing underdeveloped/development evolution/diam diameter/' +
  'diary journal/dice die/dictatorship tyranny/dictum pronouncement/differentiation distinction/differently otherwise/' +
  'difficult hard/dim faint/diminished lessened/diminutive tiny/dingy grimy/directly straight/director manager/dirt soil/' +
  'dirty soiled unclean/disabled handicapped/disagreement discrepancy/disappointed frustrated/disc record/discovered observed/' +
  'disgrace shame/dismally drearily/dispersed spread/display show/distinctive typical/distressing disturbing/district territory/' +
  'disturbance perturbation/diversion recreation/diversity variety/doctor physician/doctrine ism philosophy/document papers/' +
  'domain sphere/done through/door doorway/dosage dose/double dual/double twofold/doubt uncertainty/doubtful dubious/' +
  'doubtless undoubtedly/down downward/dozen twelve/dozens lots scores tons/drama play/dramatic spectacular striking/' +
  'dramatist playwright/draped wrapped/drawn haggard worn/drift impetus/dusk nightfall/duty obligation responsibility/' +
  'dweller inhabitant/dwelling home/earlier sooner/earnestly seriously/earnings pay salary wage/earnings profit profits/' +
  'earth globe/earthquake quake/easily easy/eating feeding/echo reverberation/ecstasy rapture/edgy restive/education instruction/' +
  'effect impression/effective efficient/effluent wastewater/effort exertion/elder older/elementary simple/emaciated gaunt/' +
  'emblematic symbolic/encounter skirmish/encroachment intrusion/endeavor enterprise/endless interminable/enemy foe/' +
  'engineering technology/engrossing fascinating/enigmatic puzzling/enlargement expansion/enormous tremendous/' +
  'enormously staggeringly tremendously/enough plenty/enraged furious maddened/entire full total/entire intact/epic heroic/' +
  'epoch era/error fault mistake/erudite learned/especially particularly specially/essence substance/establishment institution/' +
  'esteem respect/evaluation rating/evaluation rating valuation/eventually finally/everlastingly forever/everyday mundane routine/' +
  'evidence grounds/evidently obviously plainly/exactly just precisely/exaggerated overdone/examination scrutiny/example instance/' +
  'exceedingly extremely super/excess extra redundant surplus/excess surplus/exclusive sole/exercise usage use utilization/' +
  'exercise workout/exhausted fatigued/expanse sweep/expectation outlook prospect/experiment experimentation/' +
  'expert proficient skillful/expiration termination/exploit feat/expression face look/extended lengthy prolonged/external outside/' +
  'extreme utmost/exultant jubilant triumphant/eyelid lid/facility installation/factory mill/fair reasonable/' +
  'fairly moderately pretty reasonably somewhat/faith religion/falloff slump/famed famous noted/family household/' +
  'fantastic grotesque/fantastic marvelous terrific tremendous wonderful wondrous/farther further/fashion manner mode style way/' +
  'fatal fateful/fatigue weariness/fault flaw/fear fright/feasible practicable workable/fella fellow lad/fence fencing/' +
  'fervent fiery impassioned/fierce furious/fierce vehement/fig figure/film movie/finally ultimately/financial fiscal/fine okay/' +
  'fire firing/fireplace hearth/firm house/firmly steadfastly/fit primed set/fixed set/flat level plane/flavor spirit/fleet swift/' +
  'foliage leaf/following next/folly foolishness/forest wood woods/form kind sort/former onetime/formidable redoubtable/' +
  'formulation preparation/fort garrison/forthright frank/foyer hall lobby vestibule/framework model/frankly honestly/' +
  'frantically madly/frequently often/frightened scared/frightened terrified/frightful horrible/fringe periphery/frog toad/' +
  'fruitless futile vain/function purpose use/fund store/furthermore moreover/fury rage/gag joke/gaiety merriment/gain increase/' +
  'gap opening/gap spread/gay jolly jovial merry/generally mostly/gesture motion/ghastly grim gruesome/ghost specter/gift talent/' +
  'gilded gilt gold golden/girl miss/given granted/glance glimpse/glinting glittering/glistening shiny/glued pasted/' +
  'good thoroughly/good well/grade level/grandeur splendor/grandma grandmother granny/gratification satisfaction/' +
  'grave sober solemn/grave tomb/gravely soberly/greasy oily/greatcoat overcoat/grim relentless stern/grin grinning smile/' +
  'ground reason/grounds yard/grove orchard/growing growth/guess speculation/gunpowder powder/hall hallway/hallmark trademark/' +
  'hamper shackle/handbag purse/happening occurrence/harassed pestered/harm hurt injury/haste hurry/haste rush/hate hatred/' +
  'hateful mean/haversack knapsack/hazard jeopardy risk/headache worry/heap lot mass pile plenty/heap pile/heedless unheeding/' +
  'hence therefore thus/hereafter hereinafter/heretofore hitherto yet/heroism valor/heyday peak/holiday vacation/horde host/' +
  'housing lodging/however nevertheless nonetheless still/huge immense vast/humor wit/hunch suspicion/hurler pitcher/' +
  'hurrying scurrying/hurt wounded/hypothesis theory/icebox refrigerator/idea thought/identical very/idiot imbecile/' +
  'ignorant illiterate/ill sick/illness sickness/imagery imagination/imitation simulated/immediately instantly/immensely vastly/' +
  'implication significance/important significant/impudent insolent/impulse urge/incisive keen penetrating/inclination tendency/' +
  'increasingly progressively/independent sovereign/individual mortal person someone soul/individual single/' +
  'individually separately/indolent lazy/induction initiation/industry manufacture/inescapable unavoidable/inevitably necessarily/' +
  'infamous notorious/infective pathogenic/infuriating maddening/inherent integral/innovation invention/inquiry question/' +
  'inquiry research/inscription lettering/inside interior/inside within/instant moment/instead rather/instructor teacher/' +
  'instrument tool/insurrection rebellion revolt/integrated unified/integrity unity/intelligible understandable/interest sake/' +
  'interlocking interwoven/inventory stock/investigator researcher/involvement participation/irony sarcasm satire/isolated stray/' +
  'jimdandy jimhickey/job occupation/john lavatory toilet/joy pleasure/jumble welter/jutting sticking/kill killing/kinda rather/' +
  'kingdom realm/lab laboratory/laden loaded/lamentation wail/language speech/largely mostly/lasting permanent/lately recently/' +
  'lather suds/lean thin/left remaining/lexicon vocabulary/license permit/life living/lifelike vivid/likely probable/' +
  'likely probably/likewise similarly/limitation restriction/little small/load loading/locality neighborhood vicinity/' +
  'located situated/longing yearning/looking sounding/lord master/lumber timber/lyric words/madman maniac/maintenance upkeep/' +
  'mama mamma mommy/manpower men/manufacturer producer/mark score/marked pronounced/market marketplace/' +
  'marketing merchandising selling/mate teammate/material stuff/matter topic/maybe perhaps possibly/meandering wandering/means way/' +
  'measure quantity/measure step/measurement measuring/medication medicine/melody tune/menace threat/mention reference/' +
  'merchandise product/merit virtue/militia reserves/min minute/mind psyche/minister parson pastor/minute moment second/' +
  'misbehavior misdeed/miscellaneous mixed sundry/mischief shenanigan/missile projectile/mobile wandering/monarch sovereign/' +
  'mood temper/morose sullen/motionless still/motivation motive/musician player/mutely silently/mysterious mystic/' +
  'narrative story tale/nationalism patriotism/necessity requirement/necktie tie/needed required/new novel/news tidings/' +
  'newsman reporter/nothing zero/now today/objection remonstrance/obscure vague/observation watching/obstinately stubbornly/' +
  'occupant resident/odor smell/ominous sinister threatening/opinion sentiment/opposition resistance/origin root source/' +
  'outdoors outside/output yield/outstanding prominent salient/owner proprietor/ownership possession/pace step stride/' +
  'pains striving/painting picture/panic terror/pardner partner/part partially partly/part portion/particular peculiar special/' +
  'partner spouse/pass walk/passage transition/patch plot/pattern practice/pecs pectoral/penalty punishment/percentage share/' +
  'perfume scent/perplexing puzzling/perspective view/perspiration sweat/petition request/phase stage/phone telephone/' +
  'phonemics phonology/photo photograph/piteous poor/place spot/plan program/plant works/poetry verse/poignant touching/pond pool/' +
  'populace public/possible potential/pot toilet/preaching sermon/precedence priority/preference taste/preposterous ridiculous/' +
  'presently shortly soon/pressing urgent/prey target/project task/promotion publicity/promptly quick quickly/' +
  'proposition suggestion/province state/provisional tentative/pupil student/pure utter/purely strictly/quarrel row wrangle/' +
  'quickly rapidly speedily/quietly softly/radical revolutionary/rail railing/range reach/rarely seldom/rattler rattlesnake/' +
  'reactivity responsiveness/real very/really truly/reasonable sensible/receipts revenue/recollection remembrance/' +
  'recurrent repeated/regard respect/regulation rule/rehabilitation renewal/reliance trust/religious spiritual/remainder rest/' +
  'remarkable singular/remarkably unusually/repeat repetition/repose rest/respective several various/resume survey/' +
  'retaliation revenge/reward wages/rigidly stiffly/rite ritual/road route/rock stone/roll roster/rooms suite/run tally/run trial/' +
  'runner smuggler/rush surge/scheme strategy/scholar student/school schoolhouse/scream shriek/sec second/separated spaced/' +
  'sequence succession/seriousness sincerity/serpent snake/settlement village/shift transformation/shooting shot/shop store/' +
  'significant substantial/silent still/sin sinfulness/sinful ungodly/slanting sloping/slender slim/slightly somewhat/sod sward/' +
  'soldiery troops/sore tender/sovereign supreme/spectator witness/speed velocity/spell trance/spire steeple/squad team/' +
  'stairs steps/standpoint viewpoint/star wizard/stimulation stimulus/stress tension/stride tread/study survey/subject theme topic/' +
  'suffering woe/suitable suited/sum total/sun sunlight/superbly wonderfully wondrously/tactile tactual/tangled tortuous/' +
  'taut tight/teen teenage/test trial/thinking thought/thorough thoroughgoing/transfer transportation/triumph victory/tube tubing/' +
  'tumult uproar/turn turning/unambiguously unequivocally/uncertainly unsteadily/uneconomical wasteful/universe world/' +
  'variable varying/verve vitality/vibrant vivacious/vote voting/wait waiting/war warfare/wash washing';

/** Past forms that do not end in -ed, behind their verb: WordNet's exceptions (`verb.exc`) of verbs that its tagged texts use, and five that end so and are irregular. */
// biome-ignore format: a table
const IRREGULAR =
  'abide abode/address addrest/arise arisen arose/awake awoke awoken/bear bore born borne/beat beaten/become became/' +
  'befall befallen befell/beget begat begot begotten/begin began begun/behold beheld beholden/bend bent/beseech besought/' +
  'bethink bethought/bid bade bidden/bind bound/bite bit bitten/bleed bled/bless blest/blow blew blown/break broke broken/' +
  'breed bred/bring brought/build built/burn burnt/buy bought/bypass bypast/catch caught/chide chid chidden/choose chose chosen/' +
  'cling clung/clothe clad/come came/creep crept/curse curst/deal dealt/dig dug/dive dove/draw drawn drew/dream dreamt/' +
  'drink drank drunk/drive driven drove/dwell dwelt/eat ate eaten/fall fallen fell/feed fed/feel felt/fight fought/find found/' +
  'flee fled/fling flung/fly flew flown/forbid forbad forbade forbidden/forego foregone forewent/foresee foresaw foreseen/' +
  'forget forgot forgotten/forgive forgave forgiven/forsake forsaken forsook/freeze froze frozen/give gave given/gnaw gnawn/' +
  'grind ground/grip gript/grow grew grown/hang hung/hear heard/heave hove/hide hid hidden/hold held/' +
  'interweave interwove interwoven/keep kept/kneel knelt/know knew known/lay laid/lead led/lean leant/leap leapt/learn learnt/' +
  'leave left/lend lent/lie lain lay/light lit/lose lost/make made/mean meant/meet met/melt molten/mistake mistaken mistook/' +
  'misunderstand misunderstood/outdo outdid outdone/outrun outran/overcome overcame/overflow overflown/overhear overheard/' +
  'override overridden overrode/overrun overran/overshoot overshot/overtake overtaken overtook/overthrow overthrew overthrown/' +
  'pay paid/pen pent/prove proven/rebuild rebuilt/remake remade/rend rent/repay repaid/rethink rethought/rewrite rewritten rewrote/' +
  'ride ridden rode/ring rang rung/rise risen rose/run ran/say said/see saw seen/seek sought/sell sold/send sent/sew sewn/' +
  'shake shaken shook/shave shaven/shine shone/shoot shot/show shown/shrink shrank shrunk shrunken/sing sang sung/' +
  'sink sank sunk sunken/sit sat/sleep slept/slide slid slidden/sling slung/slink slunk/smell smelt/smite smit smitten smote/' +
  'sneak snuck/sow sown/speak spoke spoken/speed sped/spell spelt/spend spent/spill spilt/spin spun/spit spat/spoil spoilt/' +
  'spring sprang sprung/stand stood/steal stole stolen/stick stuck/sting stung/stink stank stunk/strew strewn/strike struck/' +
  'string strung/strive striven strove/swear swore sworn/sweep swept/swell swollen/swim swam swum/swing swung/take taken took/' +
  'teach taught/tear tore torn/tell told/think thought/thrive thriven throve/throw threw thrown/tread trod trodden/' +
  'underlie underlain underlay/understand understood/undertake undertaken undertook/underwrite underwritten underwrote/' +
  'undo undid undone/uphold upheld/wake woke woken/wear wore worn/weave wove woven/weep wept/win won/wind wound/' +
  'withdraw withdrawn withdrew/withhold withheld/withstand withstood/work wrought/wring wrung/write written wrote';

const rowsOf = (table: string): readonly (readonly string[])[] =>
  table.split('/').map((row) => row.split(' '));

/** Nouns, adjectives and adverbs that may stand for one another, a set each. */
export const nonVerbSynonymSets = (): readonly (readonly string[])[] => rowsOf(OTHERS);

/** Verbs that may stand for one another, a set each. */
export const verbSynonymSets = (): readonly (readonly string[])[] => rowsOf(SETS);

/** The verb of each past form that does not end in -ed. */
export const irregularForms = (): ReadonlyMap<string, string> =>
  new Map(rowsOf(IRREGULAR).flatMap(([verb = '', ...forms]) => forms.map((form) => [form, verb] as const)));
